#include "import/mapping.h"

#include "core/files.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_map>

namespace dorsum::import {
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

class TableReader {
public:
    TableReader(std::string file, const std::unordered_map<std::string, const anatomy::Terms*>& terms,
                core::Diagnostics& diagnostics)
        : file_(std::move(file)), terms_(terms), diagnostics_(diagnostics) {}

    Mapping read(const json& root) {
        Mapping m;
        m.file = file_;
        known_fields(root, "", {"id", "name", "source", "note", "axes", "unit_mm", "fma_pattern", "own_ids", "weld_mm", "scale", "rows"});
        m.id = text(root, "", "id", true);
        m.name = text(root, "", "name", true);
        if (const auto axes = root.find("axes"); axes != root.end()) m.to_world = read_axes(*axes);
        if (const float unit = number(root, "", "unit_mm", 0); unit > 0) m.unit_mm = unit;
        m.weld_mm = number(root, "", "weld_mm", 0.001f);
        m.fma_pattern = expression(text(root, "", "fma_pattern", false), "/fma_pattern");
        if (const auto own = root.find("own_ids"); own != root.end() && own->is_boolean()) m.own_ids = own->get<bool>();
        each(root, "scale", [&](const json& row, const std::string& at) { m.scales.push_back(read_scale(row, at)); });
        each(root, "rows", [&](const json& row, const std::string& at) { m.rows.push_back(read_row(row, at)); });
        complain_about_doubles(m);
        return m;
    }

private:
    template <class F>
    void each(const json& root, const char* field, F f) {
        const auto list = root.find(field);
        if (list == root.end()) return;
        if (!list->is_array()) return error(fmt::format("/{}", field), "must be a list");
        for (std::size_t i = 0; i < list->size(); ++i) {
            const std::string at = fmt::format("/{}/{}", field, i);
            if ((*list)[i].is_object()) f((*list)[i], at);
            else error(at, "must be an object");
        }
    }

    void known_fields(const json& row, const std::string& at, const std::set<std::string>& names) {
        for (const auto& [name, value] : row.items())
            if (!names.count(name)) error(fmt::format("{}/{}", at, name), "unknown field", "a typing error?");
    }

    std::string text(const json& row, const std::string& at, const char* field, bool needed) {
        const auto it = row.find(field);
        if (it == row.end()) {
            if (needed) error(at, fmt::format("has no \"{}\"", field));
            return {};
        }
        if (it->is_string()) return it->get<std::string>();
        error(fmt::format("{}/{}", at, field), "must be text");
        return {};
    }

    float number(const json& row, const std::string& at, const char* field, float otherwise) {
        const auto it = row.find(field);
        if (it == row.end()) return otherwise;
        if (it->is_number() && it->get<float>() > 0) return it->get<float>();
        error(fmt::format("{}/{}", at, field), "must be a number above 0");
        return otherwise;
    }

    std::optional<std::regex> expression(const std::string& pattern, const std::string& at) {
        if (pattern.empty()) return {};
        try {
            return std::regex(pattern, std::regex::ECMAScript | std::regex::icase | std::regex::optimize);
        } catch (const std::regex_error& e) {
            error(at, fmt::format("is no regular expression: {}", e.what()));
            return {};
        }
    }

    glm::mat3 read_axes(const json& axes) {
        glm::mat3 to_world(0); // rows: left, up, anterior
        static constexpr const char* k_ours[3] = {"left", "up", "anterior"};
        for (int row = 0; row < 3; ++row) {
            const std::string a = axes.is_object() ? text(axes, "/axes", k_ours[row], true) : std::string();
            const std::string_view letters = "xyz";
            const auto column = a.size() == 2 ? letters.find(a[1]) : std::string_view::npos;
            if (column == std::string_view::npos || (a[0] != '+' && a[0] != '-')) {
                error(fmt::format("/axes/{}", k_ours[row]), fmt::format("\"{}\" is no axis", a), "one of +x -x +y -y +z -z");
                return glm::mat3(1);
            }
            to_world[static_cast<int>(column)][row] = a[0] == '+' ? 1.0f : -1.0f;
        }
        if (glm::determinant(to_world) < 0.5f) {
            error("/axes", "would swap left and right, or names an axis twice", "left, up, anterior must be right-handed");
            return glm::mat3(1);
        }
        return to_world;
    }

    ScaleRow read_scale(const json& row, const std::string& at) {
        known_fields(row, at, {"fma", "pattern", "factor", "why"});
        ScaleRow s;
        s.fma = text(row, at, "fma", false);
        s.pattern = text(row, at, "pattern", false);
        s.expression = expression(s.pattern, at + "/pattern");
        s.factor = number(row, at, "factor", 1);
        s.why = text(row, at, "why", false);
        if (s.fma.empty() == s.pattern.empty()) error(at, "needs either \"fma\" or \"pattern\"");
        return s;
    }

    MappingRow read_row(const json& row, const std::string& at) {
        known_fields(row, at, {"fma", "pattern", "id", "en", "la", "layer", "tissue"});
        MappingRow r;
        r.fma = text(row, at, "fma", false);
        r.pattern = text(row, at, "pattern", false);
        r.expression = expression(r.pattern, at + "/pattern");
        if (r.fma.empty() == r.pattern.empty()) error(at, "needs either \"fma\" or \"pattern\"");
        r.terms.id = text(row, at, "id", true);
        if (const auto known = terms_.find(r.terms.id); known != terms_.end()) {
            r.terms = *known->second;
            return r;
        }
        r.terms.side = r.terms.id.ends_with(".left")    ? anatomy::Side::left
                       : r.terms.id.ends_with(".right") ? anatomy::Side::right
                                                        : anatomy::Side::none;
        r.terms.name_en = text(row, at, "en", false);
        r.terms.name_la = text(row, at, "la", false);
        r.terms.fma = r.fma;
        if (r.terms.name_en.empty()) {
            r.terms.name_en = r.terms.id;
            if (!terms_.empty())
                error(at + "/id", fmt::format("\"{}\" is no structure of assets/anatomy/structures", r.terms.id),
                      "mend the id, or name it here with en, layer and tissue");
        }
        choose(row, at, "layer", &anatomy::find_layer, r.terms.layer);
        choose(row, at, "tissue", &anatomy::find_tissue, r.terms.tissue);
        if (r.terms.tissue == anatomy::Tissue::muscle) r.terms.system = anatomy::System::muscular;
        return r;
    }

    template <class T>
    void choose(const json& row, const std::string& at, const char* field, std::optional<T> (*find)(std::string_view), T& into) {
        const std::string name = text(row, at, field, false);
        if (name.empty()) return;
        if (const auto found = find(name)) into = *found;
        else error(fmt::format("{}/{}", at, field), fmt::format("\"{}\" is not a known {}", name, field));
    }

    void complain_about_doubles(const Mapping& m) {
        std::map<std::string, std::size_t> seen;
        for (std::size_t i = 0; i < m.rows.size(); ++i) {
            const std::string key = m.rows[i].fma.empty() ? m.rows[i].pattern : m.rows[i].fma;
            if (const auto [it, fresh] = seen.emplace(key, i); !fresh)
                error(fmt::format("/rows/{}", i), fmt::format("\"{}\" is already in row {}", key, it->second));
        }
    }

    void error(const std::string& at, std::string message, std::string remedy = {}) {
        diagnostics_.error(file_, at, std::move(message), std::move(remedy));
    }

    std::string file_;
    const std::unordered_map<std::string, const anatomy::Terms*>& terms_;
    core::Diagnostics& diagnostics_;
};

bool found_in(const std::optional<std::regex>& expression, const std::vector<std::string>& names) {
    return expression && std::any_of(names.begin(), names.end(), [&](const auto& n) { return std::regex_search(n, *expression); });
}

} // namespace

std::string plain_name(std::string_view name) {
    std::string out;
    for (const char c : name) {
        const auto u = static_cast<unsigned char>(c);
        if (std::isalnum(u)) out += static_cast<char>(std::tolower(u));
        else if (!out.empty() && out.back() != '_') out += '_';
    }
    while (!out.empty() && out.back() == '_') out.pop_back();
    return out;
}

std::string Mapping::fma_in(const std::vector<std::string>& names) const {
    if (!fma_pattern) return {};
    for (const std::string& candidate : names) {
        std::smatch match;
        if (std::regex_search(candidate, match, *fma_pattern) && match.size() > 1) return match[1].str();
    }
    return {};
}

const MappingRow* Mapping::find(const std::vector<std::string>& names) const {
    const std::string fma = fma_in(names);
    std::vector<std::string> plain;
    if (own_ids) std::transform(names.begin(), names.end(), std::back_inserter(plain), plain_name);
    for (const MappingRow& row : rows) {
        if (!fma.empty() && row.fma == fma) return &row;
        if (row.expression ? found_in(row.expression, names) : std::find(plain.begin(), plain.end(), row.pattern) != plain.end())
            return &row;
    }
    return nullptr;
}

const ScaleRow* Mapping::find_scale(const std::vector<std::string>& names) const {
    const std::string fma = fma_in(names);
    for (const ScaleRow& row : scales)
        if ((!fma.empty() && row.fma == fma) || found_in(row.expression, names)) return &row;
    return nullptr;
}

std::vector<Mapping> load_mappings(const fs::path& assets, const std::vector<anatomy::Terms>& terms, core::Diagnostics& diagnostics) {
    std::unordered_map<std::string, const anatomy::Terms*> by_id;
    for (const auto& t : terms) by_id.emplace(t.id, &t);
    std::vector<fs::path> files;
    std::error_code ec;
    for (fs::directory_iterator it(assets / "mappings", ec), end; !ec && it != end; it.increment(ec))
        if (it->path().extension() == ".json" && it->path().filename() != "sizes.json") files.push_back(it->path());
    std::sort(files.begin(), files.end());
    std::vector<Mapping> mappings;
    for (const fs::path& path : files) {
        const auto content = core::read_text_file(path);
        if (!content) {
            diagnostics.error(path.string(), "", content.error().message, content.error().remedy);
            continue;
        }
        try {
            const json root = json::parse(*content);
            if (root.is_object()) mappings.push_back(TableReader(path.string(), by_id, diagnostics).read(root));
            else diagnostics.error(path.string(), "", "must be an object");
        } catch (const json::parse_error& e) {
            diagnostics.error(path.string(), fmt::format("byte {}", e.byte), e.what(), "mend the JSON");
        }
    }
    // Rows for our own ids need not be written down.
    for (Mapping& m : mappings) {
        if (!m.own_ids) continue;
        for (const auto& t : terms) {
            MappingRow row;
            row.pattern = plain_name(t.id);
            row.terms = t;
            m.rows.push_back(std::move(row));
        }
    }
    return mappings;
}

} // namespace dorsum::import
