"""`make probe`: programs that others wrote to break into web sites, let loose on the whole of Braid behind its proxy.

It takes a while, is no part of the tests, and only ever touches a made-up instance of its own, in a network in which
there is nobody else. docs/security/probe.md says how to read it, and what came of it.
"""
