"""How many characters the installed version of Unidecode knows."""

import tracking
import unidecode

known = sum(1 for point in range(0x80, 0x3000) if unidecode.unidecode(chr(point)))
tracking.log(known=known)
