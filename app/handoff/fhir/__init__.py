"""FHIR R4 at the edge: what is asked, what was answered and what it means, as resources. Pure: plain dicts."""
