"""One reader for each kind of file: bytes become `Content`, or `Unreadable` says why not.

Those of packed and binary kinds run in a process of their own (`ingest.isolation`).
"""
