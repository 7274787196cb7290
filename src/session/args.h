// Takes an action's arguments apart. Every problem is remembered, the first one is the answer of finish(), which also refuses
// whatever nobody asked for. Values that are returned before finish() succeeded are only placeholders.
#pragma once

#include "anatomy/joints.h"
#include "session/action.h"

#include <glm/glm.hpp>
#include <initializer_list>
#include <optional>
#include <set>

namespace dorsum::session {

// The whole text as a finite number; nothing for "", "1x", "nan", "inf".
std::optional<double> parse_number(std::string_view text);

class Args {
public:
    explicit Args(const Action& action) : action_(action) {}

    std::size_t words_left() const { return action_.words.size() - next_word_; }
    bool has(const std::string& key) const { return action_.named.count(key) != 0; }

    std::string word(std::string_view what);  // the next word; missing: a problem
    std::optional<std::string> maybe_word();
    std::string rest(std::string_view what);  // all words that are left, with blanks between
    std::string word_of(std::initializer_list<std::string_view> allowed);

    std::optional<float> number(const std::string& key, float low, float high);
    float needed_number(const std::string& key, float low, float high);
    std::optional<glm::vec3> point_mm(const std::string& key);
    std::optional<anatomy::Level> level(const std::string& key);
    std::optional<std::string> named(const std::string& key, std::initializer_list<std::string_view> allowed = {});
    bool flag(bool before); // [on|off|toggle], nothing means toggle

    void fail(std::string message, std::string remedy = {}, core::ErrorCode code = core::ErrorCode::invalid);
    core::Status finish();

private:
    bool is_one_of(const std::string& value, std::string_view what, std::initializer_list<std::string_view> allowed);

    const Action& action_;
    std::size_t next_word_ = 0;
    std::set<std::string> taken_;
    std::optional<core::Error> error_;
};

} // namespace dorsum::session
