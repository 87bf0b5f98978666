"""What happened, and who still has to be told?

Nouns: Entry (a fact, append-only), Delivery (one handler's copy of it, which is the queue).
Door: `record(event, by=, at=)` inside the caller's transaction; rooms above subscribe with `@on`,
and mark with `@daily` what the delivery loop does for them once a day.
"""
