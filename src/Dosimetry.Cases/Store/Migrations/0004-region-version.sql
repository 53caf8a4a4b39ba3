-- Versions of the regions that people edited: the labels lie in the case's folder under their hash, the list of regions stands here. Nothing is overwritten.
create table region_version (
    case_id text not null references dosimetry_case (id) on delete cascade,
    version bigint not null,
    parent bigint,
    sha256 text not null,
    regions text not null,
    note text not null,
    created_at text not null,
    created_by text not null,
    primary key (case_id, version)
);
