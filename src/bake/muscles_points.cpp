#include "bake/muscles_points.h"

#include "core/check.h"

#include <charconv>

namespace dorsum::bake::muscles {
namespace {

const char* const k_levels[] = {"c1", "c2", "c3", "c4", "c5",  "c6",  "c7",  "t1", "t2", "t3", "t4", "t5",
                                "t6", "t7", "t8", "t9", "t10", "t11", "t12", "l1", "l2", "l3", "l4", "l5"};

std::string on_the_left(std::string_view text) {
    std::string out(text);
    constexpr std::string_view k_side = "{side}";
    for (auto at = out.find(k_side); at != std::string::npos; at = out.find(k_side))
        out.replace(at, k_side.size(), "left");
    return out;
}

// Recursive descent over name | function(argument,...).
class Parser {
public:
    Parser(std::string text, const Anchors& anchors) : text_(std::move(text)), anchors_(anchors) {}

    glm::vec3 whole() {
        const glm::vec3 p = point();
        if (at_ != text_.size()) fail("unexpected text after the expression");
        return p;
    }

private:
    glm::vec3 point() {
        const std::string word = name();
        if (at_ >= text_.size() || text_[at_] != '(') return anchor(word);
        ++at_;
        const glm::vec3 a = point();
        if (word == "mid") {
            expect(',');
            const glm::vec3 b = point();
            const float t = number();
            expect(')');
            return glm::mix(a, b, t);
        }
        if (word != "offset") fail("unknown function " + word);
        glm::vec3 d;
        for (int i = 0; i < 3; ++i) d[i] = number();
        expect(')');
        return a + d;
    }

    std::string name() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
        const auto begin = at_;
        while (at_ < text_.size() && text_[at_] != '(' && text_[at_] != ',' && text_[at_] != ')') ++at_;
        return text_.substr(begin, at_ - begin);
    }

    float number() { // with the comma before it
        expect(',');
        const std::string word = name();
        float value = 0;
        if (std::from_chars(word.data(), word.data() + word.size(), value).ec != std::errc{})
            fail("no number: " + word);
        return value;
    }

    glm::vec3 anchor(const std::string& word) const {
        const auto found = anchors_.find(word);
        if (found == anchors_.end()) fail("unknown anchor " + word);
        return found->second;
    }

    void expect(char c) {
        if (at_ >= text_.size() || text_[at_] != c) fail(std::string("missing ") + c);
        ++at_;
    }

    [[noreturn]] void fail(const std::string& why) const {
        throw core::CheckFailure(why + " in anchor expression " + text_);
    }

    std::string text_;
    const Anchors& anchors_;
    std::size_t at_ = 0;
};

std::vector<std::string> between(const std::string& first, const std::string& last) {
    std::vector<std::string> out;
    if (std::isdigit(static_cast<unsigned char>(first[0])) != 0) {
        for (int n = std::stoi(first); n <= std::stoi(last); ++n) out.push_back(std::to_string(n));
        return out;
    }
    bool inside = false;
    for (const char* level : k_levels) {
        inside = inside || first == level;
        if (inside) out.emplace_back(level);
        if (last == level) break;
    }
    return out;
}

} // namespace

glm::vec3 point_of(std::string_view expression, const Anchors& anchors) {
    return Parser(on_the_left(expression), anchors).whole();
}

std::vector<glm::vec3> points_of(const std::vector<std::string>& expressions, const Anchors& anchors) {
    std::vector<glm::vec3> out;
    for (const std::string& e : expressions) out.push_back(point_of(e, anchors));
    return out;
}

std::vector<std::string> expand_ids(const std::vector<std::string>& patterns) {
    std::vector<std::string> out;
    for (const std::string& pattern : patterns) {
        std::vector<std::string> words{on_the_left(pattern)};
        // Several series in one expression run side by side: "mid(tp.{t1..t3}.left,tp.{t2..t4}.left,0.5)" is three.
        for (auto open = words[0].find('{'); open != std::string::npos; open = words[0].find('{')) {
            const auto dots = words[0].find("..", open), close = words[0].find('}', open);
            if (dots == std::string::npos || close == std::string::npos || dots > close) break;
            const auto names = between(words[0].substr(open + 1, dots - open - 1), words[0].substr(dots + 2, close - dots - 2));
            if (words.size() == 1) words.assign(names.size(), words[0]);
            DORSUM_CHECK(words.size() == names.size());
            for (std::size_t i = 0; i < words.size(); ++i) {
                const auto at = words[i].find('{');
                words[i].replace(at, words[i].find('}', at) - at + 1, names[i]);
            }
        }
        out.insert(out.end(), words.begin(), words.end());
    }
    return out;
}

} // namespace dorsum::bake::muscles
