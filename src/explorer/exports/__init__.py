"""One writer a format: a view in, bytes out. Every file says where its figures come from."""
