//! The generated client `partnerportal` under faults that are really injected, by the rows of
//! `generator/docs/client-tests.md`: one module a row, each test named after its row.

mod c02_redirects;
mod c04_path_ids;
mod c05_headers;
mod c06_bodies;
mod c07_time;
mod c08_fault_matrix;
mod c09_attempts;
mod c10_no_duplicates;
mod c12_storm;
mod c13_herd;
mod c14_refused;
mod c17_drift;
mod c19_paging;
mod c21_idle_race;
mod c24_hostile_text;
mod odd_answers;
mod random;
mod secrets;
mod setup;
