-- Every object of the API in one table: what is asked for stands in columns, the object itself as JSON in body.
-- SERIAL_KEY stands for the database's own numbering.
CREATE TABLE objects (
    seq SERIAL_KEY,
    id VARCHAR(128) NOT NULL UNIQUE,
    object_type VARCHAR(16) NOT NULL,
    client_id VARCHAR(128),
    program_id VARCHAR(128),
    event_id VARCHAR(128),
    ven_id VARCHAR(128),
    name VARCHAR(128),
    name_key VARCHAR(300) UNIQUE,
    client_name VARCHAR(128),
    ends_at BIGINT,
    targeted SMALLINT NOT NULL,
    owner_sees_all SMALLINT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX objects_by_type ON objects (object_type, seq);
CREATE INDEX objects_by_client ON objects (client_id, object_type, seq);
CREATE INDEX objects_by_program ON objects (program_id, object_type, seq);
CREATE INDEX objects_by_event ON objects (event_id, object_type, seq);
CREATE INDEX objects_by_ven ON objects (ven_id, object_type, seq);

-- The targets of an object, and the object types a subscription listens to.
CREATE TABLE labels (
    object_id VARCHAR(128) NOT NULL,
    label_kind VARCHAR(8) NOT NULL,
    label VARCHAR(128) NOT NULL,
    place SMALLINT NOT NULL,
    PRIMARY KEY (object_id, label_kind, label)
);
CREATE INDEX labels_by_label ON labels (label_kind, label, object_id);

-- The transactional outbox: one row for each create, update and delete, written with it.
CREATE TABLE changes (
    seq SERIAL_KEY,
    object_type VARCHAR(16) NOT NULL,
    operation VARCHAR(8) NOT NULL,
    object_id VARCHAR(128) NOT NULL,
    client_id VARCHAR(128),
    program_id VARCHAR(128),
    body TEXT,
    previous_body TEXT,
    at BIGINT NOT NULL
);
