/** What can be refused at a gate, as the entry says it. */
export const REFUSED = ["part_of_place", "registers", "medical_files", "private_interview", "person", "photographs", "place"];
