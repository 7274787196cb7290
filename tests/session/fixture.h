// A small body and a small catalogue, made by hand: enough of everything that a session's rules look at.
#pragma once

#include "session/action.h"
#include "session/history.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace dorsum::session {

anatomy::Atlas make_atlas();
content::Catalog make_catalog();

class SessionTest : public ::testing::Test {
protected:
    // Does the action; the test fails where it is refused.
    void act(const std::string& text);
    // Does the action, which must be refused; the answer is the notice.
    std::string refuse(const std::string& text);
    bool allowed(const std::string& text) const;
    SessionState after(const SessionState& from, const std::string& text) const;

    anatomy::Atlas atlas = make_atlas();
    content::Catalog catalog = make_catalog();
    Context context{atlas, catalog, "4711"};
    SessionState state = initial_state(context, "clinic");
};

// As SessionTest, with undo.
class HistoryTest : public SessionTest {
protected:
    void apply(const std::string& text);
    History history{state};
};

// The same numbers on every machine.
class TestDice {
public:
    explicit TestDice(std::uint32_t seed) : state_(seed) {}
    std::size_t below(std::size_t count) {
        state_ = state_ * 6364136223846793005ull + 1442695040888963407ull;
        return static_cast<std::size_t>((state_ >> 33) % count);
    }

private:
    std::uint64_t state_;
};

// One action text of every kind that this world allows, and some that it refuses.
std::vector<std::string> many_actions();

} // namespace dorsum::session
