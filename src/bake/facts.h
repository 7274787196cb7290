// The facts under assets/anatomy/facts/*.json: every number with its source. A fact is {"value":..,"sd":..,"unit":"mm"|"deg"|"",
// "source":"..","mark":"V|M|B|D"}; value is a number or an array of numbers. A table row may give source, unit and mark once for
// all its plain numbers: {"source":"..","unit":"mm","mark":"M","values":{"height_ant":24.8,...}}.
#pragma once

#include "core/diagnostics.h"

#include <filesystem>
#include <glm/glm.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dorsum::bake {

struct Fact {
    std::vector<double> value;
    double sd = 0;
    std::string unit, source, mark;
    std::vector<std::string> words; // for facts that are lists of names (anchor expressions)
};

// Keys are paths: "<file stem>/<object>/.../<name>", e.g. "vertebrae/l3/height_ant".
class Facts {
public:
    // Asking for a fact that is not there is a bug of ours or of the data: reported once by validation, then a CheckFailure.
    double number(std::string_view key) const;
    double number_or(std::string_view key, double otherwise) const;
    glm::vec3 vec3(std::string_view key) const;
    const std::vector<double>& list(std::string_view key) const;
    const std::vector<std::string>& words(std::string_view key) const;
    bool has(std::string_view key) const;
    std::vector<std::string> children(std::string_view prefix) const; // names directly below
    // Hash of every fact whose key begins with one of the prefixes (order does not matter).
    std::uint64_t hash(const std::vector<std::string>& prefixes) const;

    std::map<std::string, Fact, std::less<>> facts; // who builds a shape asks by the functions above: they note what is read
};

// Every *.json below assets/anatomy/facts. Missing source, unit or mark, wrong types: errors with file and JSON pointer.
Facts load_facts(const std::filesystem::path& assets, core::Diagnostics& diagnostics);

// One file of facts; its keys begin with `name`.
Facts load_facts_file(const std::filesystem::path& path, const std::string& name, core::Diagnostics& diagnostics);

} // namespace dorsum::bake
