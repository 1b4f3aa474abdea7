//! Tests of this room: named cases, properties, and an oracle that tries all worlds.
