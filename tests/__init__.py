"""All tests; what they share is in `support`, `html_checker` and `fhir_checker`."""
