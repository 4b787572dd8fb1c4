#!/bin/sh
echo "Prisma's schema engine is not used here; migrations are applied by packages/db (see prisma/README.md)." >&2
exit 1
