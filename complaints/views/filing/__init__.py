"""How a resident files: one thing a page, kept on the server, sent once."""
