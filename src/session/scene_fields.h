// One JSON object of a scene file, read key by key; a missing key keeps the value that is there.
#pragma once

#include "anatomy/joints.h"
#include "core/diagnostics.h"

#include <glm/glm.hpp>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dorsum::session {

using Json = nlohmann::json;

class Fields {
public:
    Fields(const Json& object, std::string file, std::string pointer, core::Diagnostics& diagnostics)
        : object_(&object), file_(std::move(file)), pointer_(std::move(pointer)), diagnostics_(&diagnostics) {}

    void expect(const std::string& key) { known_.insert(key); }
    void text(const std::string& key, std::string& value); // an id or a code: short, no control characters
    void word(const std::string& key, std::string& value, std::initializer_list<std::string_view> allowed);
    void texts(const std::string& key, std::set<std::string>& values);
    void flag(const std::string& key, bool& value);
    void number(const std::string& key, float& value, double low, double high, double* exact = nullptr);
    void point(const std::string& key, glm::vec3& value, double limit);
    void level(const std::string& key, anatomy::Level& value);
    void side(const std::string& key, anatomy::Side& value, bool central_too);
    std::optional<Fields> object(const std::string& key);
    std::vector<Fields> list(const std::string& key, std::size_t most);

    void problem(const std::string& key, std::string message, std::string remedy = {});
    void finish(); // warns of keys that nobody knows

private:
    const Json* find(const std::string& key);
    std::string pointer_to(const std::string& key) const { return pointer_ + "/" + key; }
    bool is_id(const Json& value) const;

    const Json* object_;
    std::string file_, pointer_;
    core::Diagnostics* diagnostics_;
    std::set<std::string> known_;
};

} // namespace dorsum::session
