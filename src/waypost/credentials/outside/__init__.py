"""A badge earned elsewhere: read by the same checks that a stranger's is, kept as what it is, never
mixed with the district's own and never counting by itself.
"""
