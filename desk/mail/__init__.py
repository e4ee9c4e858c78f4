"""Replies by e-mail: a letter that says where the answer is, and its way to the mail server."""
