-- Why a person goes on in spite of an error: required there, optional for a warning.
alter table finding_acceptance add column reason text not null default '';
