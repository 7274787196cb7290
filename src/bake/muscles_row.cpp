#include "bake/muscles_row.h"

#include "core/check.h"

namespace dorsum::bake::muscles {
namespace {

Kind kind_of(const std::string& word) {
    if (word == "sheet") return Kind::sheet;
    if (word == "strap") return Kind::strap;
    if (word == "fascicles") return Kind::fascicles;
    if (word == "slips") return Kind::slips;
    if (word == "intercostal") return Kind::intercostal;
    throw core::CheckFailure("unknown kind of muscle: " + word);
}

// Reads the keys below one row; what is absent keeps the default of Row.
class Reader {
public:
    Reader(const Facts& facts, const std::string& key) : facts_(facts), base_(key + "/") {}

    void words(const char* key, std::vector<std::string>& into) const {
        if (facts_.has(base_ + key)) into = facts_.words(base_ + key);
    }
    void list(const char* key, std::vector<double>& into) const {
        if (facts_.has(base_ + key)) into = facts_.list(base_ + key);
    }
    void number(const char* key, double& into) const { into = facts_.number_or(base_ + key, into); }
    void count(const char* key, int& into) const { into = static_cast<int>(facts_.number_or(base_ + key, into)); }

private:
    const Facts& facts_;
    std::string base_;
};

void read_path(const Reader& read, Row& row) {
    std::vector<std::string> kind{"sheet"};
    read.words("path/kind", kind);
    row.kind = kind_of(kind.at(0));
    read.words("path/origin", row.origin);
    read.words("path/insertion", row.insertion);
    read.words("path/origin_bones", row.origin_bones);
    read.words("path/insertion_bones", row.insertion_bones);
    for (const char* key : {"path/via1", "path/via2", "path/via3"}) {
        std::vector<std::string> via;
        read.words(key, via);
        if (!via.empty()) row.via.push_back(via);
    }
    read.words("path/over", row.over);
    read.words("path/after", row.after);
    read.words("path/axis", row.axis);
    std::vector<std::string> whole{""};
    read.words("path/part_of", whole);
    row.whole = whole.at(0);
}

// What is drawn taut says how far its ends, its tendon and its flesh take part.
void check_taut(const Row& row, const std::string& key) {
    const bool complete = (row.taut_mm.size() == 2 || row.taut_mm.size() == 3) && row.taut.size() == 3 && row.give.size() == 2;
    if (row.taut_mm.empty() || complete) return;
    throw core::CheckFailure(key + ": beside size/taut (2 or 3 lengths) it needs share/taut (3 shares) and share/give (2 shares)");
}

} // namespace

Row read_row(const Facts& facts, const std::string& key) {
    const Reader read(facts, key);
    Row row;
    row.name = key.substr(key.find('/') + 1);
    constexpr std::string_view k_fascia = "fascia_"; // "fascia_thoracolumbar" is fascia.thoracolumbar
    row.id = row.name.starts_with(k_fascia) ? "fascia." + row.name.substr(k_fascia.size()) : "muscle." + row.name;
    read_path(read, row);
    read.list("size/thickness", row.thickness_mm);
    read.list("size/width", row.width_mm);
    read.number("size/tendon", row.tendon_mm);
    read.number("size/edge", row.edge_mm);
    read.number("size/groove", row.groove_mm);
    read.number("size/gap", row.gap_mm);
    read.number("size/end_width", row.end_width_mm);
    read.number("size/end_lift", row.end_lift_mm);
    read.number("size/swell", row.swell_mm);
    read.number("size/septum", row.septum_mm);
    read.list("size/hug", row.hug_mm);
    read.list("size/taut", row.taut_mm);
    read.number("size/bow", row.bow_mm);
    read.number("size/plane", row.plane_mm);
    read.number("angle/slant", row.slant_deg);
    read.list("share/facing", row.facing);
    read.list("share/via_at", row.via_at);
    read.list("share/tendon_origin", row.tendon_origin);
    read.list("share/tendon_insertion", row.tendon_insertion);
    read.list("share/push", row.push);
    read.list("share/part", row.part);
    read.list("share/sag", row.sag);
    read.list("share/hug", row.hug);
    read.list("share/give", row.give);
    read.list("share/taut", row.taut);
    int midline = 0;
    read.count("share/midline", midline);
    row.midline = midline != 0;
    read.count("share/creases", row.creases);
    read.count("share/ridges", row.ridges);
    read.count("share/bundles", row.bundles);
    read.count("share/digits_origin", row.digits_origin);
    read.count("share/digits_insertion", row.digits_insertion);
    read.number("share/digit_depth", row.digit_depth);
    read.number("volume_cm3", row.volume_cm3);
    check_taut(row, key);
    return row;
}

std::vector<std::string> row_keys(const Facts& facts) {
    std::vector<std::string> keys;
    for (const std::string& file : facts.children(""))
        if (file.starts_with("muscles") || file == "fasciae")
            for (const std::string& name : facts.children(file)) keys.push_back(file + "/" + name);
    return keys;
}

} // namespace dorsum::bake::muscles
