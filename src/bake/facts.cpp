#include "bake/facts.h"

#include "bake/reads.h"

#include "core/check.h"
#include "core/files.h"
#include "core/hash.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dorsum::bake {
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

// What a row inherits from the tables round it.
struct Origin {
    std::string source, unit = "?", mark;
};

class Reader {
public:
    Reader(std::string file, Facts& facts, core::Diagnostics& diagnostics)
        : file_(std::move(file)), facts_(facts), diagnostics_(diagnostics) {}

    void read(const json& node, const std::string& key, const std::string& pointer, Origin origin, bool plain_values) {
        if (!node.is_object()) {
            if (plain_values) add(node, 0.0, key, pointer, origin);
            else error(pointer, "a bare value outside of a table", "write {\"value\":..} or put it in \"values\"");
            return;
        }
        for (const auto& [name, field] : {std::pair{"source", &origin.source}, {"unit", &origin.unit}, {"mark", &origin.mark}})
            if (const auto it = node.find(name); it != node.end()) {
                if (it->is_string()) *field = it->get<std::string>();
                else error(join(pointer, name), "must be text");
            }
        if (const auto it = node.find("value"); it != node.end()) {
            const auto sd = node.find("sd");
            const bool has_sd = sd != node.end() && sd->is_number();
            if (sd != node.end() && !has_sd) error(pointer + "/sd", "must be a number");
            add(*it, has_sd ? sd->get<double>() : 0.0, key, pointer, origin);
            return;
        }
        const auto values = node.find("values");
        if (values != node.end()) {
            if (!values->is_object()) error(pointer + "/values", "must be an object of names and numbers");
            else read_children(*values, key, pointer + "/values", origin, true);
        }
        read_children(node, key, pointer, origin, plain_values);
    }

private:
    void read_children(const json& node, const std::string& key, const std::string& pointer, const Origin& origin, bool plain) {
        for (const auto& [name, child] : node.items()) {
            if (is_word_about_facts(name)) continue;
            read(child, join(key, name), join(pointer, name), origin, plain);
        }
    }

    static std::string join(std::string_view path, std::string_view name) { return fmt::format("{}/{}", path, name); }

    static bool is_word_about_facts(const std::string& name) {
        static constexpr std::string_view k_names[] = {"source", "unit", "mark", "sd", "values", "note", "notes", "comment"};
        return std::find(std::begin(k_names), std::end(k_names), name) != std::end(k_names) || name.starts_with('$');
    }

    // Numbers, or words, or lists of them (lists of points are flattened).
    bool collect(const json& value, Fact& fact) const {
        if (value.is_number()) fact.value.push_back(value.get<double>());
        else if (value.is_string()) fact.words.push_back(value.get<std::string>());
        else if (value.is_array())
            return std::all_of(value.begin(), value.end(), [&](const json& item) { return collect(item, fact); });
        else return false;
        return true;
    }

    void add(const json& value, double sd, const std::string& key, const std::string& pointer, const Origin& origin) {
        Fact fact;
        fact.sd = sd;
        fact.source = origin.source;
        fact.unit = origin.unit;
        fact.mark = origin.mark;
        if (!collect(value, fact) || (!fact.value.empty() && !fact.words.empty()))
            return error(pointer, "must be a number, a text, or a list of one of the two");
        if (fact.source.empty()) error(pointer, "has no source");
        if (fact.unit == "?" && !fact.words.empty()) fact.unit.clear();
        if (fact.unit != "mm" && fact.unit != "deg" && !fact.unit.empty())
            error(pointer, fmt::format("unit is \"{}\"", fact.unit == "?" ? "missing" : fact.unit), "mm, deg or \"\"");
        if (fact.mark.empty() || fact.mark.find_first_not_of("VMBDKS") != std::string::npos)
            error(pointer, fmt::format("mark is \"{}\"", fact.mark), "one of V, M, B, K, S, D");
        facts_.facts.insert_or_assign(key, std::move(fact));
    }

    void error(const std::string& pointer, std::string message, std::string remedy = {}) {
        diagnostics_.error(file_, pointer, std::move(message), std::move(remedy));
    }

    std::string file_;
    Facts& facts_;
    core::Diagnostics& diagnostics_;
};

const Fact& require(const Facts& facts, std::string_view key) {
    note_read(Read::fact, key);
    const auto it = facts.facts.find(key);
    if (it == facts.facts.end()) core::check_failed(fmt::format("fact \"{}\" exists", key).c_str(), "assets/anatomy/facts", 0);
    return it->second;
}

bool below(std::string_view key, std::string_view prefix) {
    return key.starts_with(prefix) && (key.size() == prefix.size() || prefix.empty() || key[prefix.size()] == '/');
}

} // namespace

double Facts::number(std::string_view key) const {
    const Fact& fact = require(*this, key);
    if (fact.value.empty()) core::check_failed(fmt::format("fact \"{}\" is a number", key).c_str(), "assets/anatomy/facts", 0);
    return fact.value[0];
}

double Facts::number_or(std::string_view key, double otherwise) const { return has(key) ? number(key) : otherwise; }

glm::vec3 Facts::vec3(std::string_view key) const {
    const Fact& fact = require(*this, key);
    if (fact.value.size() != 3)
        core::check_failed(fmt::format("fact \"{}\" has three numbers", key).c_str(), "assets/anatomy/facts", 0);
    return {fact.value[0], fact.value[1], fact.value[2]};
}

const std::vector<double>& Facts::list(std::string_view key) const { return require(*this, key).value; }

const std::vector<std::string>& Facts::words(std::string_view key) const { return require(*this, key).words; }

bool Facts::has(std::string_view key) const { return note_read(Read::fact, key), facts.find(key) != facts.end(); }

std::vector<std::string> Facts::children(std::string_view prefix) const {
    note_read(Read::names_below, prefix);
    std::vector<std::string> names;
    for (auto it = facts.lower_bound(prefix); it != facts.end() && it->first.starts_with(prefix); ++it) {
        if (!below(it->first, prefix) || it->first.size() == prefix.size()) continue;
        const std::string_view rest = std::string_view(it->first).substr(prefix.empty() ? 0 : prefix.size() + 1);
        const std::string name(rest.substr(0, rest.find('/')));
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    return names;
}

std::uint64_t Facts::hash(const std::vector<std::string>& prefixes) const {
    core::Hash64 hash;
    for (const auto& [key, fact] : facts) { // in the order of the map: whatever order the prefixes come in
        const auto wanted = [&key = key](const std::string& prefix) { return key.starts_with(prefix); };
        if (std::none_of(prefixes.begin(), prefixes.end(), wanted)) continue;
        hash.text(key).value(fact.value.size());
        for (const double v : fact.value) hash.value(v);
        for (const std::string& w : fact.words) hash.text(w);
    }
    return hash.digest();
}

namespace {

void read_file(const fs::path& path, const std::string& name, Facts& facts, core::Diagnostics& diagnostics) {
    const auto text = core::read_text_file(path);
    if (!text) return diagnostics.error(path.string(), "", text.error().message, text.error().remedy);
    json root;
    try {
        root = json::parse(*text);
    } catch (const json::parse_error& e) {
        return diagnostics.error(path.string(), fmt::format("byte {}", e.byte), e.what(), "mend the JSON");
    }
    if (!root.is_object()) return diagnostics.error(path.string(), "", "must be an object of facts");
    Reader(path.string(), facts, diagnostics).read(root, name, "", {}, false);
}

} // namespace

Facts load_facts_file(const fs::path& path, const std::string& name, core::Diagnostics& diagnostics) {
    Facts facts;
    read_file(path, name, facts, diagnostics);
    return facts;
}

Facts load_facts(const fs::path& assets, core::Diagnostics& diagnostics) {
    Facts facts;
    const fs::path folder = assets / "anatomy" / "facts";
    std::vector<fs::path> files;
    std::error_code ec;
    for (fs::recursive_directory_iterator it(folder, ec), end; it != end; it.increment(ec))
        if (it->path().extension() == ".json") files.push_back(it->path());
    if (files.empty()) diagnostics.error(folder.string(), "", "holds no facts (*.json)", "check the assets folder");
    std::sort(files.begin(), files.end());
    for (const fs::path& path : files) read_file(path, path.stem().string(), facts, diagnostics);
    return facts;
}

} // namespace dorsum::bake
