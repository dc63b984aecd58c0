"""Resources are found in the project, else in the wheel, else in the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from downrange import resources
from downrange.errors import ProjectError
from downrange.resources import Resource, find


def put(folder: Path, resource: Resource) -> Path:
    """Give ``folder`` a copy of a resource, and say where it is."""
    place = folder / resource.value
    if resource is Resource.CONTEXT:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("{}")
    else:
        place.mkdir(parents=True, exist_ok=True)
        (place / "something.txt").write_text("")
    return place


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site-packages" / "_resources"
    monkeypatch.setattr(resources, "PACKAGED", folder)
    return folder


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "checkout"
    monkeypatch.setattr(resources, "CHECKOUT", folder)
    return folder


@pytest.mark.parametrize("resource", Resource)
def test_the_projects_own_comes_first(
    resource: Resource, packaged: Path, checkout: Path, tmp_path: Path
) -> None:
    own = put(tmp_path / "project", resource)
    put(packaged, resource)
    put(checkout, resource)
    assert find(resource, own) == own


@pytest.mark.parametrize("resource", Resource)
def test_the_packaged_copy_comes_before_the_checkout(
    resource: Resource, packaged: Path, checkout: Path, tmp_path: Path
) -> None:
    expected = put(packaged, resource)
    put(checkout, resource)
    assert find(resource, tmp_path / "project" / resource.value) == expected


@pytest.mark.parametrize("resource", Resource)
def test_the_checkout_serves_an_editable_install(
    resource: Resource, packaged: Path, checkout: Path
) -> None:
    assert not packaged.exists()
    expected = put(checkout, resource)
    assert find(resource) == expected


def test_an_empty_folder_does_not_hide_the_defaults(
    packaged: Path, checkout: Path, tmp_path: Path
) -> None:
    own = tmp_path / "project" / "shapes"
    own.mkdir(parents=True)
    expected = put(packaged, Resource.SHAPES)
    assert find(Resource.SHAPES, own) == expected


def test_a_missing_resource_is_an_error_that_names_the_places_tried(
    packaged: Path, checkout: Path, tmp_path: Path
) -> None:
    own = tmp_path / "project" / "shapes"
    with pytest.raises(ProjectError) as caught:
        find(Resource.SHAPES, own)
    for place in (own, packaged / "shapes", checkout / "shapes"):
        assert str(place) in str(caught.value)


def test_this_checkout_is_laid_out_as_the_resources_say(repository: Path) -> None:
    assert repository == resources.CHECKOUT
