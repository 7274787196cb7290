// The grammar of action texts: name, words and key=value, blanks between, "quotes" where a value holds blanks.
#include "session/rows.h"

#include <fmt/format.h>

namespace dorsum::session {

namespace {

constexpr std::size_t k_max_text_bytes = 4096;

struct Token {
    std::string key;   // before '=', or empty
    std::string value;
};

core::Error grammar_error(std::string_view text, std::size_t at, std::string message, std::string remedy = {}) {
    return {core::ErrorCode::invalid, std::move(message), fmt::format("'{}' column {}", text, at + 1), std::move(remedy)};
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_key_char(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}

    bool more() {
        while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
        return at_ < text_.size();
    }

    core::Result<Token> token() {
        Token token;
        token.key = key();
        if (at_ < text_.size() && text_[at_] == '"') {
            auto value = quoted();
            if (!value) return value.error();
            token.value = std::move(*value);
            return token;
        }
        const std::size_t start = at_;
        while (at_ < text_.size() && !is_blank(text_[at_])) {
            if (text_[at_] == '"') return grammar_error(text_, at_, "a quote inside a word", "quote the whole word");
            ++at_;
        }
        token.value = text_.substr(start, at_ - start);
        return token;
    }

    std::size_t at() const { return at_; }

private:
    std::string key() {
        std::size_t end = at_;
        while (end < text_.size() && is_key_char(text_[end])) ++end;
        if (end == at_ || end == text_.size() || text_[end] != '=') return {};
        std::string key(text_.substr(at_, end - at_));
        at_ = end + 1;
        return key;
    }

    core::Result<std::string> quoted() {
        const std::size_t start = at_++;
        std::string value;
        while (at_ < text_.size() && text_[at_] != '"') {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            value += text_[at_++];
        }
        if (at_ == text_.size()) return grammar_error(text_, start, "a quote is not closed");
        ++at_;
        if (at_ < text_.size() && !is_blank(text_[at_])) return grammar_error(text_, at_, "no blank after a closing quote");
        return value;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

std::optional<core::Error> bad_text(std::string_view text) {
    if (text.size() > k_max_text_bytes)
        return core::Error{core::ErrorCode::too_large, fmt::format("an action of {} bytes", text.size()), "action",
                           fmt::format("at most {}", k_max_text_bytes)};
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) < 0x20 && text[i] != '\t') || text[i] == 0x7f)
            return grammar_error("action", i, "a control character");
    return std::nullopt;
}

bool needs_quotes(const std::string& value) {
    return value.empty() || value.find_first_of(" \t\"\\=") != value.npos;
}

std::string quoted_if_needed(const std::string& value) {
    if (!needs_quotes(value)) return value;
    std::string quoted = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + "\"";
}

} // namespace

core::Result<Action> parse_action(std::string_view text) {
    if (const auto error = bad_text(text)) return *error;
    Scanner scanner(text);
    if (!scanner.more()) return core::Error{core::ErrorCode::invalid, "an empty action", "action", "try 'select vertebra.l4'"};
    auto name = scanner.token();
    if (!name) return name.error();
    if (find_row(name->value) == nullptr || !name->key.empty()) return unknown_action(name->value);
    Action action;
    action.name = std::move(name->value);
    while (scanner.more()) {
        const std::size_t start = scanner.at();
        auto token = scanner.token();
        if (!token) return token.error();
        if (token->key.empty())
            action.words.push_back(std::move(token->value));
        else if (!action.named.emplace(token->key, std::move(token->value)).second)
            return grammar_error(text, start, fmt::format("'{}=' is given twice", token->key));
    }
    return action;
}

std::string to_text(const Action& action) {
    std::string text = action.name;
    for (const auto& word : action.words) text += " " + quoted_if_needed(word);
    for (const auto& [key, value] : action.named) text += " " + key + "=" + quoted_if_needed(value);
    return text;
}

} // namespace dorsum::session
