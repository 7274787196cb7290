#include "content/expression.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>

namespace dorsum::content {
namespace {

using core::Error;
using core::ErrorCode;
using core::Result;

constexpr int k_max_depth = 8;

bool is_name_char(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; }

class PointParser {
public:
    explicit PointParser(std::string_view text) : text_(text) {}

    Result<PointExpression> whole() {
        auto point = expression(0);
        if (!point) return point;
        skip_blanks();
        if (at_ < text_.size()) return fail(fmt::format("'{}' is left over", text_.substr(at_)));
        return point;
    }

private:
    Error fail(const std::string& what) const {
        return {ErrorCode::invalid, fmt::format("in the place '{}' at character {}: {}", text_, at_ + 1, what), "",
                "write a landmark, mid(a, b, 0.5), offset(a, left, up, front) or lateral(a, out, up, front), within(structure, 0.5)"};
    }

    void skip_blanks() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    }

    bool take(char c) {
        skip_blanks();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    std::string name() {
        skip_blanks();
        const auto begin = at_;
        while (at_ < text_.size() && is_name_char(text_[at_])) ++at_;
        return std::string(text_.substr(begin, at_ - begin));
    }

    Result<float> number() {
        skip_blanks();
        const std::string rest(text_.substr(at_, 24));
        char* end = nullptr;
        const float value = std::strtof(rest.c_str(), &end);
        if (end == rest.c_str() || !(value > -2000 && value < 2000)) return fail("a number was expected");
        at_ += static_cast<std::size_t>(end - rest.c_str());
        return value;
    }

    Result<PointExpression> expression(int depth) {
        if (depth > k_max_depth) return fail("too deeply nested");
        PointExpression point;
        const auto word = name();
        if (word.empty()) return fail("a landmark was expected");
        if (!take('(')) {
            point.landmark = word;
            return point;
        }
        if (word == "mid") point.kind = PointExpression::Kind::mid;
        else if (word == "offset") point.kind = PointExpression::Kind::offset;
        else if (word == "lateral") point.kind = PointExpression::Kind::lateral;
        else if (word == "within") return within();
        else return fail(fmt::format("'{}' is no function", word));
        return arguments(std::move(point), depth);
    }

    Result<PointExpression> within() {
        PointExpression point;
        point.kind = PointExpression::Kind::within;
        point.landmark = name();
        if (point.landmark.empty()) return fail("a structure was expected");
        if (!take(',')) return fail("a comma and a number were expected");
        const auto share = number();
        if (!share) return share.error();
        if (*share < 0 || *share > 1) return fail("the share must lie between 0 and 1");
        point.numbers.push_back(*share);
        if (!take(')')) return fail("a closing bracket was expected");
        return point;
    }

    Result<PointExpression> arguments(PointExpression point, int depth) {
        const bool mid = point.kind == PointExpression::Kind::mid;
        for (int i = 0; i < (mid ? 2 : 1); ++i) {
            if (i && !take(',')) return fail("a comma was expected");
            auto inner = expression(depth + 1);
            if (!inner) return inner;
            point.points.push_back(std::move(*inner));
        }
        for (int i = 0; i < (mid ? 1 : 3); ++i) {
            if (!take(',')) return fail("a comma and a number were expected");
            const auto value = number();
            if (!value) return value.error();
            point.numbers.push_back(*value);
        }
        if (!take(')')) return fail("a closing bracket was expected");
        if (mid && (point.numbers[0] < 0 || point.numbers[0] > 1)) return fail("the share must lie between 0 and 1");
        return point;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace

Result<PointExpression> parse_point(std::string_view text) { return PointParser(text).whole(); }

} // namespace dorsum::content
