"""The linked-data server: pages and data by content negotiation, all parts mounted."""
