"""Sending a screening to the FHIR server of whoever may have it: until it arrived, the consent ended, or staff stop it.

Ordered and written down by `order`, taken in hand by `claims`, called by `call`; `relay` and `loop` go round.
"""
