-- Pictures of the viewer that a person put into the report; the bytes lie in the case's folder under their hash.
create table case_picture (
    case_id text not null references dosimetry_case (id) on delete cascade,
    id text not null,
    sha256 text not null,
    caption text not null,
    created_at text not null,
    created_by text not null,
    primary key (case_id, id)
);
