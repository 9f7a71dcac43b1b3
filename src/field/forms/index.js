/** Every form of the journal, registered, and the page for the evening. */

import "./access.js";
import "./body_chart.js";
import "./document.js";
import "./interview.js";
import "./measurement.js";
import "./notes.js";
import "./photograph.js";
import "./register_check.js";
import "./today.js";
import "./voice_note.js";
