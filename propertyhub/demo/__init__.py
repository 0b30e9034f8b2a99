"""
The invented province: people, places, firms and three months of cases to look at.

Nothing here is real but the divisions and the complaints that residents once made; the
product does not depend on any of it.
"""
