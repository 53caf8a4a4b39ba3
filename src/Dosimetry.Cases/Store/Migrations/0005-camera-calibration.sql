-- Factors of cameras with their collimator and reconstruction, kept for all cases. A row is never changed; a newer one replaces it by its dates.
create table camera_calibration (
    id text primary key,
    camera text not null,
    nuclide text not null,
    valid_from text not null,
    valid_until text,
    document text not null,
    created_by text not null,
    created_at text not null
);
