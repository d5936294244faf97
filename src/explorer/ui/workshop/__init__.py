"""The workshop page: choosing and editing a story, leading a room, the projector, speaker notes."""
