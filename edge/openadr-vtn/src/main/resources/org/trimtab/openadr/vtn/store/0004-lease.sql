-- Which of several VTNs on this database tells others of changes. The holder counts beat up; one that stands still is
-- taken over, which counts term up.
CREATE TABLE leases (
    name VARCHAR(32) NOT NULL PRIMARY KEY,
    holder VARCHAR(64),
    term BIGINT NOT NULL,
    beat BIGINT NOT NULL
);
INSERT INTO leases (name, holder, term, beat) VALUES ('push', NULL, 0, 0);
