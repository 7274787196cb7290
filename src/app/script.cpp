#include "app/script.h"

#include "app/png.h"
#include "core/files.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <sstream>

namespace dorsum::app {

namespace {

using core::Error;
using core::ErrorCode;
using core::Status;

constexpr double k_turn_s = 1.0 / 30;

std::vector<std::string> words_of(const std::string& line) {
    std::istringstream stream(line);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

std::string rest_after(const std::string& line, std::size_t words) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < words; ++i) {
        at = line.find_first_not_of(" \t", at);
        if (at == std::string::npos) return {};
        at = line.find_first_of(" \t", at);
        if (at == std::string::npos) return {};
    }
    at = line.find_first_not_of(" \t", at);
    return at == std::string::npos ? std::string() : line.substr(at);
}

Error wrong(std::string message, std::string remedy) { return {ErrorCode::invalid, std::move(message), {}, std::move(remedy)}; }

// One letter of UTF-8; `at` moves on behind it.
unsigned next_letter(const std::string& text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at++]);
    const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
    unsigned letter = more == 0 ? lead : lead & (0x3fu >> more);
    for (int i = 0; i < more && at < text.size(); ++i) letter = letter << 6 | (static_cast<unsigned char>(text[at++]) & 0x3fu);
    return letter;
}

class Player {
public:
    Player(Viewer& viewer, std::filesystem::path out) : viewer_(viewer), out_(std::move(out)) {}

    Status play(const std::string& line) {
        const auto words = words_of(line);
        const auto at = commands().find(words[0]);
        if (at == commands().end())
            return wrong(fmt::format("\"{}\" is no script command", words[0]), "use do, click, double-click, drag, wheel, key, type, wait, settle, picture, expect");
        return at->second(*this, words, line);
    }
    // Empty: it holds. Otherwise what was found instead.
    std::string unmet;

private:
    using Words = std::vector<std::string>;
    using Command = std::function<Status(Player&, const Words&, const std::string&)>;

    static const std::map<std::string, Command>& commands() {
        static const std::map<std::string, Command> table{
            {"do", [](Player& p, const Words&, const std::string& line) { return p.act(rest_after(line, 1)); }},
            {"click", [](Player& p, const Words& w, const std::string&) { return p.click(w, 1); }},
            {"double-click", [](Player& p, const Words& w, const std::string&) { return p.click(w, 2); }},
            {"drag", [](Player& p, const Words& w, const std::string&) { return p.drag(w); }},
            {"wheel", [](Player& p, const Words& w, const std::string&) { return p.wheel(w); }},
            {"key", [](Player& p, const Words& w, const std::string&) { return p.key(w); }},
            {"type", [](Player& p, const Words&, const std::string& line) { return p.type(rest_after(line, 1)); }},
            {"wait", [](Player& p, const Words& w, const std::string&) { return p.wait(w); }},
            {"settle", [](Player& p, const Words&, const std::string&) { (void)p.viewer_.settled_picture(); return Status{}; }},
            {"picture", [](Player& p, const Words& w, const std::string&) { return p.picture(w); }},
            {"expect", [](Player& p, const Words& w, const std::string&) { return p.expect(w); }}};
        return table;
    }

    void turns(int count) {
        for (int i = 0; i < count; ++i) viewer_.step(k_turn_s);
    }

    Status act(const std::string& text) {
        auto done = viewer_.act(text); // a refusal is part of the story: scripts expect the notice or the state
        turns(2);
        if (!done && done.error().code == ErrorCode::invalid) return done;
        return {};
    }

    static std::optional<float> number(const std::string& text) {
        float value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
        return value;
    }

    std::optional<glm::vec2> place(const Words& w) {
        if (w.size() == 3 && w[1] == "widget") {
            const auto at = viewer_.widgets().find(w[2]);
            if (at == viewer_.widgets().end()) return std::nullopt;
            return glm::vec2(at->second.x + 0.5f * at->second.width, at->second.y + 0.5f * at->second.height);
        }
        if (w.size() == 3 && w[1] == "structure") return viewer_.find_on_screen(w[2]);
        if (w.size() == 4 && w[1] == "at" && number(w[2]) && number(w[3])) return glm::vec2(*number(w[2]), *number(w[3]));
        return std::nullopt;
    }

    void move_to(glm::vec2 at) {
        viewer_.event(platform::PointerMoved{at.x, at.y});
        turns(2);
    }
    void press(bool down) {
        viewer_.event(platform::PointerButton{0, down});
        turns(2);
    }

    Status click(const Words& w, int times) {
        turns(1);
        const auto at = place(w);
        if (!at) return wrong(fmt::format("there is no {} \"{}\" on the screen", w.size() > 1 ? w[1] : "place", w.size() > 2 ? w[2] : ""),
                              "see: dorsum list structures; widgets on screen: " + widget_names());
        move_to(*at);
        for (int i = 0; i < times; ++i) press(true), press(false);
        return {};
    }

    std::string widget_names() const {
        std::string names;
        for (const auto& [name, rect] : viewer_.widgets()) names += (names.empty() ? "" : " ") + name;
        return names;
    }

    Status drag(const Words& w) {
        if (w.size() != 5 && w.size() != 4) return wrong("drag needs four numbers", "drag FROM_X FROM_Y TO_X TO_Y, or drag pin NUMBER DX DY");
        glm::vec2 ends[2];
        if (w.size() == 4) {
            if (!viewer_.grip() || w[1] != "cut" || !number(w[2]) || !number(w[3])) return wrong("nothing is cut", "drag cut DX DY");
            return drag_along(viewer_.grip()->at_px, viewer_.grip()->at_px + glm::vec2(*number(w[2]), *number(w[3])));
        }
        if (w[1] == "pin") {
            const auto& pins = viewer_.pins();
            const auto at = std::find_if(pins.begin(), pins.end(), [&](const auto& pin) { return std::to_string(pin.number) == w[2]; });
            if (at == pins.end() || !number(w[3]) || !number(w[4])) return wrong("there is no such pin on the screen", "drag pin NUMBER DX DY");
            return drag_along(at->at_px, at->at_px + glm::vec2(*number(w[3]), *number(w[4])));
        }
        for (std::size_t i = 0; i < 4; ++i) {
            const auto value = number(w[i + 1]);
            if (!value) return wrong("\"" + w[i + 1] + "\" is no number", "drag FROM_X FROM_Y TO_X TO_Y");
            ends[i / 2][static_cast<int>(i % 2)] = *value;
        }
        return drag_along(ends[0], ends[1]);
    }

    Status drag_along(glm::vec2 from, glm::vec2 to) {
        move_to(from);
        press(true);
        for (int i = 1; i <= 8; ++i) move_to(glm::mix(from, to, static_cast<float>(i) / 8));
        turns(8); // the hand rests before it lets go: no inertia
        press(false);
        return {};
    }

    Status wheel(const Words& w) {
        if (w.size() != 4 || !number(w[1]) || !number(w[2]) || !number(w[3])) return wrong("wheel needs three numbers", "wheel X Y STEPS");
        move_to({*number(w[1]), *number(w[2])});
        viewer_.event(platform::Wheel{0, *number(w[3])});
        turns(2);
        return {};
    }

    Status key(const Words& w) {
        if (w.size() != 2) return wrong("key needs one name", "for example: key Ctrl+Z");
        platform::KeyChanged event{0, true, false, false, false};
        std::string name = w[1];
        const auto take = [&](const std::string& prefix, bool& flag) {
            if (name.rfind(prefix, 0) != 0 || name.size() == prefix.size()) return;
            flag = true;
            name = name.substr(prefix.size());
        };
        take("Ctrl+", event.ctrl), take("Alt+", event.alt), take("Shift+", event.shift);
        static const std::map<std::string, int> named{{"Space", 32}, {"Escape", 256}, {"Enter", 257}, {"Tab", 258}, {"Backspace", 259},
                                                      {"Delete", 261}, {"Right", 262}, {"Left", 263}, {"Down", 264}, {"Up", 265},
                                                      {"PageUp", 266}, {"PageDown", 267}, {"Home", 268}, {"End", 269}};
        if (const auto at = named.find(name); at != named.end()) event.key = at->second;
        else if (name.size() == 1) event.key = std::toupper(static_cast<unsigned char>(name[0]));
        else if (name[0] == 'F' && number(name.substr(1))) event.key = 289 + static_cast<int>(*number(name.substr(1)));
        else return wrong("there is no key \"" + w[1] + "\"", "letters, digits, F1 to F12, Space, Escape, Enter, Tab, Home, End, PageUp, PageDown, arrows");
        viewer_.event(event);
        turns(1);
        event.down = false;
        viewer_.event(event);
        turns(1);
        return {};
    }

    Status type(const std::string& text) {
        for (std::size_t i = 0; i < text.size();) {
            viewer_.event(platform::TextTyped{next_letter(text, i)});
            turns(1);
        }
        turns(1);
        return {};
    }

    Status wait(const Words& w) {
        const auto seconds = w.size() == 2 ? number(w[1]) : std::nullopt;
        if (!seconds || *seconds < 0 || *seconds > 3600) return wrong("wait needs seconds from 0 to 3600", "for example: wait 0.5");
        turns(std::max(1, static_cast<int>(std::lround(*seconds / k_turn_s))));
        return {};
    }

    Status picture(const Words& w) {
        if (w.size() != 2) return wrong("picture needs a file name", "for example: picture back.png");
        const auto path = out_ / w[1];
        turns(1);
        if (auto written = write_png(path, viewer_.picture()); !written) return written;
        fmt::print("{}\n", path.string());
        return {};
    }

    std::string value_of(const std::string& what, const std::string& argument) {
        const auto& s = viewer_.state();
        const auto yes = [](bool b) { return std::string(b ? "yes" : "no"); };
        const auto drawn = [&](const std::string& id) -> const scene::DrawItem* {
            for (const auto& item : viewer_.frame().items)
                if (viewer_.atlas().at(item.structure).terms.id == id) return &item;
            return nullptr;
        };
        if (what == "selected") return s.selected.empty() ? "none" : s.selected;
        if (what == "condition") return s.condition.empty() ? "none" : s.condition;
        if (what == "mode") return s.mode;
        if (what == "language") return s.language;
        if (what == "theme") return s.high_contrast ? "contrast" : s.theme;
        if (what == "lines") return s.lines;
        if (what == "skin_tone") return std::to_string(s.skin_tone);
        if (what == "voice") return s.voice;
        if (what == "dialog") return s.dialog.empty() ? "none" : s.dialog;
        if (what == "playing") return yes(s.playback.playing);
        if (what == "step") return std::to_string(s.playback.step + 1);
        if (what == "loop") return yes(s.playback.loop);
        if (what == "hands") return yes(std::any_of(viewer_.frame().overlays.begin(), viewer_.frame().overlays.end(), [](const auto& o) { return o.id.rfind("hand.", 0) == 0; }));
        if (what == "traced") return viewer_.finding() ? viewer_.finding()->muscle : "none";
        if (what == "traced_technique") return viewer_.finding() ? viewer_.finding()->technique : "none";
        if (what == "traced_direction") return viewer_.finding() ? viewer_.finding()->direction : "none";
        if (what == "traced_score") return viewer_.finding() ? std::to_string(viewer_.finding()->score()) : "none";
        if (what == "time_moves") return yes(s.playback.time_s > 0);
        if (what == "plan") return viewer_.plan_allowed() ? "allowed" : "blocked";
        if (what == "tour") return s.tour.tour.empty() ? "none" : s.tour.tour;
        if (what == "quiz") return s.quiz.quiz.empty() ? "none" : s.quiz.quiz;
        if (what == "correct") return std::to_string(s.quiz.correct);
        if (what == "idle") return s.idle == session::IdlePhase::active ? "active" : s.idle == session::IdlePhase::warning ? "warning" : "attract";
        if (what == "notice") return s.notice.empty() ? "none" : "some";
        if (what == "cobb") return s.curve.segments.empty() ? "0" : fmt::format("{:.0f}", s.curve.segments[0].cobb_deg);
        if (what == "strokes") return yes(std::any_of(viewer_.frame().overlays.begin(), viewer_.frame().overlays.end(), [](const auto& o) { return o.id.rfind("stroke.", 0) == 0; }));
        if (what == "pins") return std::to_string(s.pins.size());
        if (what == "pin_name") return s.pins.empty() || s.pins[0].name.empty() ? "none" : s.pins[0].name;
        if (what == "pin_on") return s.pins.empty() ? "none" : s.pins[0].structure;
        if (what == "clip") return !s.clip ? "none" : s.clip->at.empty() ? std::string(1, s.clip->axis) : s.clip->at;
        if (what == "clip_moved") return yes(s.clip && s.clip->offset_mm != 0);
        if (what == "xray") return yes(s.xray);
        if (what == "widget") return viewer_.widgets().count(argument) ? argument : "absent";
        if (what == "drawn") return drawn(argument) ? argument : "absent";
        if (what == "lit") return drawn(argument) && (drawn(argument)->glow > 0 || drawn(argument)->zones) ? argument : "unlit";
        if (what == "visible") return viewer_.find_on_screen(argument) ? argument : "invisible";
        return "?";
    }

    Status expect(const Words& w) {
        const bool turned = w.size() == 4 && w[1] == "not";
        const std::size_t first = turned ? 2 : 1;
        if (w.size() != first + 2) return wrong("expect needs two words", "for example: expect selected vertebra.l4");
        const auto found = value_of(w[first], w[first + 1]);
        if (found == "?") return wrong("nothing is called \"" + w[first] + "\" that could be expected", "see value_of in src/app/script.cpp");
        const bool same = found == w[first + 1];
        unmet = same == turned ? fmt::format("expected {}{} {}, found {}", turned ? "not " : "", w[first], w[first + 1], found) : "";
        return {};
    }

    Viewer& viewer_;
    std::filesystem::path out_;
};

} // namespace

core::Result<ScriptReport> play_script(const std::filesystem::path& file, const std::filesystem::path& out, Viewer& viewer) {
    const auto text = core::read_text_file(file, 1u << 20);
    if (!text) return text.error();
    ScriptReport report;
    Player player(viewer, out);
    for (int i = 0; i < 3; ++i) viewer.step(k_turn_s);
    std::istringstream lines(*text);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (const auto hash = line.find('#'); hash != std::string::npos) line.resize(hash);
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        ++report.lines;
        if (auto played = player.play(line); !played) {
            auto error = played.error();
            error.place = fmt::format("{}:{}", file.string(), number);
            return error;
        }
        if (!player.unmet.empty()) {
            fmt::print(stderr, "{}:{}: {}\n", file.string(), number, player.unmet);
            player.unmet.clear();
            ++report.failures;
        }
    }
    return report;
}

} // namespace dorsum::app
