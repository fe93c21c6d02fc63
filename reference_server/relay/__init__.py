"""For a system that can only export: one full extract a night goes in, a feed that keeps Core comes out."""
