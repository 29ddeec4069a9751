"""All tests; what they share is in `support` and `html_checker`."""
