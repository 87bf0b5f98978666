# ruff: noqa: E501, INP001 - a drawing reads best with its coordinates on one line
"""The demo district's logo: a pecan with its leaf."""

TEAL, GOLD, BROWN, LEAF = "#00695c", "#f2c14e", "#8a4f1d", "#bfe3d6"
NUT = "M128 34C170 62 186 104 182 146C178 184 158 212 128 226C98 212 78 184 74 146C70 104 86 62 128 34Z"

LOGO = f"""<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256" viewBox="0 0 256 256">
<rect width="256" height="256" rx="56" fill="{TEAL}"/>
<path d="M150 92C160 48 196 30 234 34C236 76 206 106 150 92Z" fill="{LEAF}"/>
<g transform="rotate(38 128 128) translate(-4 10)">
<path d="{NUT}" fill="{GOLD}"/>
<path d="M128 62V200M104 84C94 118 96 158 108 190M152 84C162 118 160 158 148 190" fill="none" stroke="{BROWN}" stroke-width="8" stroke-linecap="round"/>
</g>
</svg>"""
