// One function per kind of content file: JSON -> rows of the catalogue. Cross references are checked here, where the place in the
// file is still known.
#pragma once

#include "content/catalog.h"
#include "content/json_reader.h"

namespace dorsum::content {

// What a row may refer to. A file that could not be read at all is complained about once, not again by everything that refers to it.
struct Parse {
    Catalog& catalog;
    core::Diagnostics& diagnostics;
    bool texts_known = true;      // every English text file was read
    bool sources_known = true;
    bool techniques_known = true;
    bool conditions_known = true; // every file of the folder was read
    int rows = 0, reviewed = 0;   // how many fact rows there are, how many a clinician has signed

    std::map<std::string, std::string> english_files{}; // which file of assets/text/en a text stands in

    // The key, complained about where the catalogue has no English words for it.
    TextKey text(const Place& place, std::string key) const;
    // "mark", "sources", "reviewed_by", "review_date" of a row.
    Provenance provenance(JsonObject& row);
    // Complains about a landmark expression that cannot be read and about a {hole} that nobody fills.
    void check_expression(const Place& place, const std::string& expression) const;
    void check_holes(const Place& place, const std::string& text) const;
};

std::vector<TextKey> parse_text_keys(JsonObject& row, std::string_view key, const Parse& parse, Need need = Need::required);
std::vector<std::string> parse_selectors(JsonObject& row, std::string_view key, const Parse& parse, Need need = Need::required);
std::optional<EvidenceLabel> parse_label(JsonObject& row, std::string_view key);
anatomy::SpineCurve parse_curve(const JsonValue& list);
std::optional<anatomy::Level> parse_disc(JsonObject& row, std::string_view key); // "l4_l5" -> L4

void parse_languages(const JsonValue& root, Parse& parse);
void parse_sources(const JsonValue& root, Parse& parse);
void parse_stroke_rules(const JsonValue& root, Parse& parse);
void parse_dents(const JsonValue& root, Parse& parse);
void parse_fibre_paint(const JsonValue& root, Parse& parse);
void parse_techniques(const JsonValue& root, Parse& parse);
void parse_library(const JsonValue& root, Parse& parse); // the techniques are known by then
void parse_disc_roots(const JsonValue& root, Parse& parse);
void parse_body_model(const JsonValue& root, Parse& parse);
void parse_disc_course(const JsonValue& root, Parse& parse);
void parse_disc_shapes(const JsonValue& root, Parse& parse);
void parse_variant_shares(const JsonValue& root, Parse& parse);
void parse_claims(const JsonValue& root, Parse& parse);
void parse_safety(const JsonValue& root, Parse& parse);
void parse_tours(const JsonValue& root, Parse& parse);
void parse_quizzes(const JsonValue& root, Parse& parse);
std::optional<BodyChoice> parse_body(const JsonValue& root, const std::string& id, const Parse& parse);
std::optional<Mode> parse_mode(const JsonValue& root, Parse& parse);
// `order`: where the condition stands among the others.
std::optional<Condition> parse_condition(const JsonValue& root, Parse& parse, int& order);
StrokePlan parse_plan(JsonObject& plan, const std::string& condition_id, Parse& parse);

// One file of assets/text/<language>/structures.
void parse_names(const JsonValue& root, NameTable& names, Parse& parse);
// Every word of every language, and what structures are called (load_texts.cpp).
void load_texts(const std::filesystem::path& assets, Parse& parse);
void load_names(const std::filesystem::path& assets, Parse& parse);
// The folders, or the .json files, of a folder, in order of their names.
std::vector<std::filesystem::path> sorted_entries(const std::filesystem::path& folder, bool folders);

inline const std::vector<std::string> k_side_words{"both", "each", "symptomatic", "convex", "concave", "left", "right", "none"};
inline const std::vector<std::string> k_disc_zones{"central", "paracentral", "foraminal"};
inline const std::vector<std::string> k_disc_stages{"bulge", "protrusion", "extrusion", "sequestration"};
inline const std::vector<std::string> k_views{"posterior", "anterior", "left", "right", "superior", "oblique"};

} // namespace dorsum::content
