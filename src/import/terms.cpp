// assets/anatomy/structures/*.json -> one Terms per structure and side.
#include "import/importer.h"

#include "core/files.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

namespace dorsum::import {
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

// What a row is expanded with: "{n}" -> "3", "{side}" -> "left".
struct Expansion {
    std::vector<std::pair<std::string, std::string>> values; // variable, value
    anatomy::Side side = anatomy::Side::none;
};

std::string expanded(std::string text, const Expansion& e) {
    for (const auto& [variable, value] : e.values) {
        const std::string pattern = fmt::format("{{{}}}", variable);
        for (auto at = text.find(pattern); at != std::string::npos; at = text.find(pattern, at + value.size()))
            text.replace(at, pattern.size(), value);
    }
    return text;
}

class RowReader {
public:
    RowReader(std::string file, core::Diagnostics& diagnostics, std::vector<anatomy::Terms>& out, std::set<std::string>& ids)
        : file_(std::move(file)), diagnostics_(diagnostics), out_(out), ids_(ids) {}

    void read(const json& row, const std::string& pointer) {
        pointer_ = pointer;
        if (!row.is_object()) return error("", "must be an object");
        if (!row.contains("id") || !row["id"].is_string()) return error("/id", "must be text");
        complain_about_unknown_fields(row);
        for (const Expansion& e : expansions_of(row)) add(row, e);
    }

private:
    void complain_about_unknown_fields(const json& row) {
        static const std::set<std::string> k_known = {
            "id", "en", "la", "fma", "ta2", "system", "layer", "tissue", "origin", "insertion", "nerve", "action",
            "synonyms", "groups", "mark", "source", "series", "note", "proxy", "side"};
        for (const auto& [name, value] : row.items())
            if (!k_known.count(name)) diagnostics_.warning(file_, pointer_ + "/" + name, "unknown field", "a typing error?");
    }

    std::vector<Expansion> expansions_of(const json& row) {
        std::vector<Expansion> all(1);
        if (const auto series = row.find("series"); series != row.end()) {
            if (!series->is_object()) error("/series", "must be an object of lists");
            else
                for (const auto& [variable, values] : series->items()) {
                    std::vector<Expansion> next;
                    for (const Expansion& e : all)
                        for (const json& value : values) {
                            next.push_back(e);
                            next.back().values.emplace_back(variable, value.is_string() ? value.get<std::string>() : value.dump());
                        }
                    all = std::move(next);
                }
        }
        if (row["id"].get<std::string>().find("{side}") == std::string::npos) return all;
        std::vector<Expansion> sided;
        for (const Expansion& e : all)
            for (const auto side : {anatomy::Side::left, anatomy::Side::right}) {
                sided.push_back(e);
                sided.back().side = side;
                sided.back().values.emplace_back("side", std::string(anatomy::side_name(side)));
            }
        return sided;
    }

    // Text, or a table by value of the series and/or by side, in any order of nesting.
    std::string text(const json& row, const char* field, const Expansion& e) {
        const auto it = row.find(field);
        if (it == row.end() || it->is_null()) return {};
        const json* value = &*it;
        for (int depth = 0; depth < 3 && value->is_object(); ++depth) {
            const json* next = nullptr;
            for (const auto& [variable, key] : e.values)
                if (const auto found = value->find(key); found != value->end()) next = &*found;
            if (!next) return {}; // not every member of a series needs a number
            value = next;
        }
        if (value->is_number_integer()) return value->dump();
        if (!value->is_string()) {
            error(std::string("/") + field, "must be text");
            return {};
        }
        return expanded(value->get<std::string>(), e);
    }

    std::vector<std::string> texts(const json& row, const char* field, const Expansion& e) {
        std::vector<std::string> out;
        auto it = row.find(field);
        if (it == row.end()) return out;
        const json* list = &*it;
        if (list->is_object()) {
            const json* chosen = nullptr;
            for (const auto& [variable, key] : e.values)
                if (const auto found = list->find(key); found != list->end()) chosen = &*found;
            if (!chosen) return out;
            list = chosen;
        }
        if (!list->is_array()) {
            error(std::string("/") + field, "must be a list of texts");
            return out;
        }
        for (const json& item : *list) {
            if (item.is_string()) out.push_back(expanded(item.get<std::string>(), e));
            else error(std::string("/") + field, "must be a list of texts");
        }
        return out;
    }

    template <class T>
    void choose(const json& row, const char* field, const Expansion& e, std::optional<T> (*find)(std::string_view), T& into) {
        const std::string name = text(row, field, e);
        if (const auto found = find(name)) into = *found;
        else error(std::string("/") + field, fmt::format("\"{}\" is not a known {}", name, field));
    }

    void add(const json& row, const Expansion& e) {
        anatomy::Terms terms;
        terms.id = text(row, "id", e);
        terms.name_en = text(row, "en", e);
        terms.name_la = text(row, "la", e);
        terms.fma = text(row, "fma", e);
        terms.ta2 = text(row, "ta2", e);
        terms.side = e.side;
        choose(row, "system", e, &anatomy::find_system, terms.system);
        choose(row, "layer", e, &anatomy::find_layer, terms.layer);
        choose(row, "tissue", e, &anatomy::find_tissue, terms.tissue);
        terms.origin = text(row, "origin", e);
        terms.insertion = text(row, "insertion", e);
        terms.nerve = text(row, "nerve", e);
        terms.action = text(row, "action", e);
        terms.synonyms = texts(row, "synonyms", e);
        terms.groups = texts(row, "groups", e);
        terms.mark = text(row, "mark", e);
        if (terms.name_en.empty()) error("/en", fmt::format("{} has no English name", terms.id));
        if (terms.id.find('{') != std::string::npos) error("/id", fmt::format("\"{}\" has a variable that nothing fills", terms.id));
        if (!ids_.insert(terms.id).second) return error("/id", fmt::format("\"{}\" is already there", terms.id));
        out_.push_back(std::move(terms));
    }

    void error(const std::string& field, std::string message) { diagnostics_.error(file_, pointer_ + field, std::move(message)); }

    std::string file_, pointer_;
    core::Diagnostics& diagnostics_;
    std::vector<anatomy::Terms>& out_;
    std::set<std::string>& ids_;
};

} // namespace

std::vector<anatomy::Terms> load_terms(const fs::path& assets, core::Diagnostics& diagnostics) {
    std::vector<anatomy::Terms> out;
    std::set<std::string> ids;
    const fs::path folder = assets / "anatomy" / "structures";
    std::vector<fs::path> files;
    std::error_code ec;
    for (fs::directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec))
        if (it->path().extension() == ".json") files.push_back(it->path());
    if (files.empty()) diagnostics.warning(folder.string(), "", "holds no tables of structures", "check the assets folder");
    std::sort(files.begin(), files.end());
    for (const fs::path& path : files) {
        const auto content = core::read_text_file(path);
        if (!content) {
            diagnostics.error(path.string(), "", content.error().message, content.error().remedy);
            continue;
        }
        try {
            const json rows = json::parse(*content);
            if (!rows.is_array()) {
                diagnostics.error(path.string(), "", "must be a list of structures");
                continue;
            }
            RowReader reader(path.string(), diagnostics, out, ids);
            for (std::size_t i = 0; i < rows.size(); ++i) reader.read(rows[i], fmt::format("/{}", i));
        } catch (const json::parse_error& e) {
            diagnostics.error(path.string(), fmt::format("byte {}", e.byte), e.what(), "mend the JSON");
        }
    }
    return out;
}

} // namespace dorsum::import
