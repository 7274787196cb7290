#include "bake/body.h"

#include "bake/bake.h"

#include "core/spelling.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::bake {
namespace fs = std::filesystem;

namespace {

// Every key that a body may have; "*" is a name of the file's own.
constexpr std::string_view k_keys[] = {
    "body/sex", "body/age", "body/stature", "body/stature_range", "body/vertex", "body/floor",
    "body/asymmetry/seed", "body/asymmetry/*/amplitude", "body/asymmetry/*/wavelength", "body/asymmetry/*/waves",
    "body/expected/*",
    "body/proportions/at", "body/proportions/spine_half", "body/proportions/trunk_from", "body/proportions/height",
    "body/proportions/spine_width", "body/proportions/spine_depth", "body/proportions/trunk_width", "body/proportions/trunk_depth",
    "body/changes/*/facts", "body/changes/*/factor", "body/changes/*/becomes"};

constexpr std::string_view k_needed[] = {"body/sex", "body/age", "body/stature", "body/stature_range", "body/vertex", "body/floor",
                                         "body/asymmetry/seed"};

std::string pointer_of(std::string_view key) { return std::string(key.substr(std::string_view("body").size())); }

class Checker {
public:
    Checker(std::string file, const Facts& facts, core::Diagnostics& diagnostics)
        : file_(std::move(file)), facts_(facts), diagnostics_(diagnostics) {}

    void all() const {
        for (const auto& [key, fact] : facts_.facts) known(key);
        for (const std::string_view key : k_needed)
            if (!facts_.has(key)) error(key, "is missing", "write it as the other bodies have it");
        if (facts_.has("body/stature_range") && facts_.list("body/stature_range").size() != 2)
            error("body/stature_range", "must be two numbers", "[lowest, highest], mm");
        for (const std::string& name : facts_.children("body/changes")) change("body/changes/" + name);
        same_lengths();
    }

private:
    void known(const std::string& key) const {
        if (std::any_of(std::begin(k_keys), std::end(k_keys), [&](auto pattern) { return matches(pattern, key); })) return;
        std::vector<std::string> names;
        for (const std::string_view pattern : k_keys) names.push_back(pointer_of(pattern));
        error(key, "is not known", core::suggestion(pointer_of(key), names));
    }
    void change(const std::string& key) const {
        if (!facts_.has(key + "/facts") || facts_.words(key + "/facts").empty())
            error(key, "does not say which facts", "\"facts\": {\"value\": [patterns of keys]}");
        if (facts_.has(key + "/factor") == facts_.has(key + "/becomes"))
            error(key, "must say either a factor or what the facts become", "\"factor\" or \"becomes\"");
    }
    void same_lengths() const {
        if (!facts_.has("body/proportions/at")) return;
        const std::size_t rows = facts_.words("body/proportions/at").size();
        for (const char* name : {"height", "spine_width", "spine_depth", "trunk_width", "trunk_depth"}) {
            const std::string key = std::string("body/proportions/") + name;
            if (!facts_.has(key)) error(key, "is missing", "one number per place in \"at\"");
            else if (facts_.list(key).size() != rows)
                error(key, fmt::format("has {} numbers for {} places", facts_.list(key).size(), rows), "one number per place in \"at\"");
        }
    }
    void error(std::string_view key, std::string message, std::string remedy) const {
        diagnostics_.error(file_, pointer_of(key), std::move(message), std::move(remedy));
    }

    std::string file_;
    const Facts& facts_;
    core::Diagnostics& diagnostics_;
};

fs::path folder_of(const fs::path& assets) { return assets / "anatomy" / "bodies"; }

} // namespace

std::vector<std::string> body_ids(const fs::path& assets) {
    std::vector<std::string> ids;
    std::error_code ec;
    for (fs::directory_iterator it(folder_of(assets), ec), end; !ec && it != end; it.increment(ec))
        if (it->path().extension() == ".json") ids.push_back(it->path().stem().string());
    std::sort(ids.begin(), ids.end());
    return ids;
}

bool matches(std::string_view pattern, std::string_view key) {
    if (pattern.empty() || key.empty()) return pattern.empty() && key.empty();
    if (pattern[0] != '*') return pattern[0] == key[0] && matches(pattern.substr(1), key.substr(1));
    for (std::size_t i = 0; i <= key.size(); ++i) {
        if (matches(pattern.substr(1), key.substr(i))) return true;
        if (i < key.size() && key[i] == '/') return false;
    }
    return pattern.size() == 1;
}

std::optional<Body> load_body(const fs::path& assets, const std::string& id, core::Diagnostics& diagnostics) {
    const fs::path file = folder_of(assets) / (id + ".json");
    std::error_code ec;
    if (!fs::exists(file, ec)) {
        diagnostics.error(folder_of(assets).string(), id, "there is no such body", core::suggestion(id, body_ids(assets)));
        return {};
    }
    core::Diagnostics found;
    Body body;
    body.facts = load_facts_file(file, "body", found);
    Checker(file.string(), body.facts, found).all();
    diagnostics.append(found);
    if (found.has_errors()) return {};
    body.info.id = id;
    body.info.sex = body.facts.words("body/sex").at(0);
    body.info.age_years = static_cast<int>(body.facts.number("body/age"));
    body.info.stature_mm = body.info.own_stature_mm = static_cast<float>(body.facts.number("body/stature"));
    return body;
}

void change_facts(const Body& body, Facts& facts, core::Diagnostics& diagnostics) {
    for (const std::string& name : body.facts.children("body/changes")) {
        const std::string key = "body/changes/" + name;
        for (const std::string& pattern : body.facts.words(key + "/facts")) {
            bool any = false;
            for (auto& [fact_key, fact] : facts.facts) {
                if (!matches(pattern, fact_key)) continue;
                any = true;
                if (body.facts.has(key + "/factor"))
                    for (double& v : fact.value) v *= body.facts.number(key + "/factor");
                else
                    fact = body.facts.facts.at(key + "/becomes");
            }
            if (!any)
                diagnostics.error(fmt::format("assets/anatomy/bodies/{}.json", body.info.id), pointer_of(key + "/facts"),
                                  fmt::format("no fact is called \"{}\"", pattern), "see the keys of assets/anatomy/facts");
        }
    }
}

} // namespace dorsum::bake
