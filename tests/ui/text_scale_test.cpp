// At 100, 150 and 200 % no word is cut off or written over another, in any language, on any panel, however far it is scrolled.
#include "fixture.h"

#include <algorithm>
#include <imgui.h>
#include <imgui_internal.h>
#include <map>
#include <set>

namespace dorsum::ui {
namespace {

constexpr float k_rim = 1.5f;        // pixels that a glyph's box may stand over its clip
constexpr float k_written_over = 0.4f; // of the smaller glyph
constexpr float k_kerned = 1.2f;       // pixels that a thin letter may reach into its neighbour's box, in words smaller than at 200 %

struct Glyph {
    float x0, y0, x1, y1;
    ImVec4 clip;
    float area() const { return (x1 - x0) * (y1 - y0); }
};

// Glyphs are the quads that take their pixels from somewhere else than the font's white pixel.
std::vector<Glyph> glyphs_of(const ImDrawList& list) {
    std::vector<Glyph> glyphs;
    for (const auto& command : list.CmdBuffer)
        for (unsigned i = 0; i + 5 < command.ElemCount; i += 3) {
            const auto* index = list.IdxBuffer.Data + command.IdxOffset + i;
            const bool quad = index[1] == index[0] + 1 && index[2] == index[0] + 2 && index[3] == index[0] && index[4] == index[2] && index[5] == index[0] + 3;
            if (!quad) continue;
            const auto* corner = list.VtxBuffer.Data + command.VtxOffset + index[0];
            if (corner[0].uv.x == corner[2].uv.x || corner[0].uv.y == corner[2].uv.y) continue;
            glyphs.push_back({corner[0].pos.x, corner[0].pos.y, corner[2].pos.x, corner[2].pos.y, command.ClipRect});
            i += 3;
        }
    return glyphs;
}

// Up and down, that is: what is right or left of its clip was cut off there.
bool seen(const Glyph& g) { return g.y0 < g.clip.w && g.y1 > g.clip.y; }

float shared(const Glyph& a, const Glyph& b, float kerned) {
    const float w = std::min(a.x1, b.x1) - std::max(a.x0, b.x0), h = std::min(a.y1, b.y1) - std::max(a.y0, b.y0);
    return w > kerned && h > 0 ? w * h : 0;
}

class TextScaleTest : public PanelsTest {
protected:
    TextScaleTest() { ImGui::GetStyle().AntiAliasedLinesUseTex = false; }

    void look(const std::string& where) {
        const float kerned = state.text_scale < 200 ? k_kerned : 0;
        for (const auto* list : ImGui::GetDrawData()->CmdLists) {
            const std::string owner = list->_OwnerName ? list->_OwnerName : "";
            const auto* window = ImGui::FindWindowByName(owner.c_str());
            const bool scrolls = window && window->ScrollMax.y > 0 && !(window->Flags & ImGuiWindowFlags_NoScrollWithMouse);
            auto glyphs = glyphs_of(*list);
            std::erase_if(glyphs, [](const Glyph& g) { return !seen(g); });
            letters_ += glyphs.size();
            for (const auto& g : glyphs) {
                if (g.x0 < g.clip.x - k_rim || g.x1 > g.clip.z + k_rim) complain(where + ": words are cut at the side in '" + owner + "'");
                if (!scrolls && (g.y0 < g.clip.y - 0.4f * (g.y1 - g.y0) || g.y1 > g.clip.w + 0.4f * (g.y1 - g.y0)) && !inside_scroll(window))
                    complain(where + ": words are cut above or below in '" + owner + "'");
            }
            std::map<std::pair<int, int>, std::vector<const Glyph*>> cells;
            for (const auto& g : glyphs) {
                auto& cell = cells[{static_cast<int>(g.x0 / 64), static_cast<int>(g.y0 / 64)}];
                for (const auto* other : cell)
                    if (shared(g, *other, kerned) > k_written_over * std::min(g.area(), other->area())) complain(where + ": words lie over words in '" + owner + "'");
                cell.push_back(&g);
            }
        }
        for (const auto* window : ImGui::GetCurrentContext()->Windows) {
            if (!window->WasActive || window->Hidden) continue;
            if (window->ScrollMax.y > 2 && (window->Flags & ImGuiWindowFlags_NoScrollWithMouse))
                complain(where + ": '" + window->Name + "' holds more than it shows and does not scroll");
        }
    }

    // Every page of everything that scrolls.
    void look_through(const std::string& where) {
        settle();
        for (int page = 0; page < 40; ++page) {
            look(where);
            bool more = false;
            for (auto* window : ImGui::GetCurrentContext()->Windows) {
                if (!window->WasActive || window->ScrollMax.y <= 0 || window->Scroll.y >= window->ScrollMax.y - 1) continue;
                ImGui::SetScrollY(window, std::min(window->ScrollMax.y, window->Scroll.y + 0.7f * window->InnerRect.GetHeight()));
                more = true;
            }
            if (!more) return;
            frame();
            frame();
        }
    }

    void everything(const std::string& mode, int w, int h, const std::string& language, const std::string& voice, int scale = 200) {
        const auto where = mode + " " + std::to_string(w) + "x" + std::to_string(h) + " " + language + " " + voice + " at " + std::to_string(scale) + " %";
        show(mode, w, h);
        act("language " + language);
        act("text_scale " + std::to_string(scale));
        if (mode != "kiosk") act("voice " + voice);
        look_through(where + " chooser");
        for (const auto& condition : catalog.conditions) {
            act("condition " + condition.id);
            look_through(where + " " + condition.id);
        }
        act("condition upper_back_tension");
        act("screen none");
        act("play");
        look_through(where + " plan");
        for (const char* dialog : {"safety", "settings", "help", "about", "claims", "files", "pin"}) {
            act(std::string("dialog ") + dialog);
            look_through(where + " " + dialog);
        }
        act("dialog none");
        act("select muscle.trapezius_descending.left");
        look_through(where + " structure");
        act("select none");
        if (mode == "study") {
            act("quiz start name_muscles seed=3");
            look_through(where + " quiz");
            act("quiz stop");
        }
    }

    // What came with the strokes: the library of techniques, captions, cuts, the breath, the nerve's ways, both bodies, the own stroke.
    void tools(const std::string& mode, int w, int h, const std::string& language, const std::string& voice) {
        const auto where = mode + " " + std::to_string(w) + "x" + std::to_string(h) + " " + language + " " + voice;
        show(mode, w, h);
        act("language " + language);
        act("text_scale 200");
        if (mode != "kiosk") act("voice " + voice);
        act("technique list");
        look_through(where + " technique list");
        act("screen none");
        act("captions on");
        for (const auto& group : catalog.library)
            for (const auto& step : group.shown) {
                act("technique id=" + step.technique);
                settle();
                look(where + " technique " + step.technique);
                caption_leaves_room(where + " technique " + step.technique);
            }
        refused = {{"library.x", anatomy::Side::left, "spine_strip", scene::Refusal::zone}, {"library.x", anatomy::Side::left, {}, scene::Refusal::reach}};
        act("technique on=muscle.piriformis.left");
        look_through(where + " technique refused");
        refused.clear();
        act("technique none");
        act("condition sciatica");
        act("confirm checked_by_professional");
        act("sciatic_variant b");
        look_through(where + " nerve");
        act("compare on");
        look_through(where + " compare");
        act("compare off");
        act("condition stress_tension");
        act("breathe on");
        look_through(where + " breath");
        act("breathe off");
        act("play");
        for (int moment = 0; moment < 6; ++moment) {
            act("tick seconds=9");
            settle();
            look(where + " player");
            caption_leaves_room(where + " player");
        }
        act("condition none");
        act("clip at=l4 axis=y face=yes");
        look_through(where + " cut");
        act("clip off");
        act("trace path=-40,1200,-90;-40,1300,-90");
        look_through(where + " own stroke");
    }

    // The bar above the body stays free, and most of the body.
    void caption_leaves_room(const std::string& where) {
        const auto at = out.widgets.find("captions");
        if (at == out.widgets.end()) return;
        ++captions_;
        if (at->second.y < 0.45f * static_cast<float>(height)) complain(where + ": the caption covers more than the lower half");
        if (at->second.y + at->second.height > static_cast<float>(height)) complain(where + ": the caption leaves the window");
    }

    int captions_ = 0; // looked at

    void complain(const std::string& what) {
        if (said_.insert(what).second) ADD_FAILURE() << what;
    }
    // A child that grows with its words inside of something that scrolls.
    static bool inside_scroll(const ImGuiWindow* window) {
        for (const auto* parent = window ? window->ParentWindow : nullptr; parent; parent = parent->ParentWindow)
            if (parent->ScrollMax.y > 0 && !(parent->Flags & ImGuiWindowFlags_NoScrollWithMouse)) return true;
        return false;
    }

    std::size_t letters_ = 0; // looked at

private:
    std::set<std::string> said_;
};

TEST_F(TextScaleTest, the_scale_is_an_action_and_a_step) {
    show("clinic", 1280, 720);
    const auto small = measure_text("Trapezius").x;
    act("text_scale 200");
    settle();
    EXPECT_EQ(state.text_scale, 200);
    EXPECT_NEAR(measure_text("Trapezius").x, 2 * small, 0.1f * small);
    act("text_scale larger");
    EXPECT_EQ(state.text_scale, 200);
    act("text_scale smaller");
    EXPECT_EQ(state.text_scale, 175);
    act("text_scale 20");
    EXPECT_EQ(state.text_scale, 175) << "too small";
}

TEST_F(TextScaleTest, the_check_finds_words_that_are_cut) {
    // What would be wrong: a window narrower than its word.
    show("clinic", 1280, 720);
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({10, 10});
    ImGui::SetNextWindowSize({63, 60});
    ImGui::Begin("narrow", nullptr, ImGuiWindowFlags_NoDecoration);
    ImGui::TextUnformatted("mmmmmmmmmmmmmmm");
    ImGui::End();
    ImGui::Render();
    bool cut = false;
    for (const auto* list : ImGui::GetDrawData()->CmdLists)
        for (const auto& g : glyphs_of(*list)) cut = cut || (seen(g) && g.x1 > g.clip.z + k_rim);
    EXPECT_TRUE(cut);
}

TEST_F(TextScaleTest, nothing_is_cut_in_the_clinic) {
    for (const auto& language : catalog.languages)
        for (const char* voice : {"patient", "clinician"}) everything("clinic", 1280, 720, language.id, voice);
    EXPECT_GT(letters_, 100000u) << "the check saw too little";
}
TEST_F(TextScaleTest, nothing_is_cut_in_the_clinic_on_a_large_screen) {
    for (const auto& language : catalog.languages) everything("clinic", 1920, 1080, language.id, "student");
}
TEST_F(TextScaleTest, nothing_is_cut_while_studying) {
    for (const auto& language : catalog.languages) {
        everything("study", 1280, 720, language.id, "student");
        everything("study", 1920, 1080, language.id, "patient");
    }
}
TEST_F(TextScaleTest, nothing_is_cut_in_smaller_words_either) {
    for (const auto& language : catalog.languages)
        for (const int scale : {100, 150}) {
            everything("clinic", 1280, 720, language.id, "patient", scale);
            everything("kiosk", 1280, 720, language.id, "patient", scale);
        }
}
TEST_F(TextScaleTest, nothing_is_cut_in_the_tools) {
    for (const auto& language : catalog.languages) {
        tools("clinic", 1280, 720, language.id, "patient");
        tools("study", 1280, 720, language.id, "clinician");
        tools("kiosk", 1920, 1080, language.id, "patient");
    }
    EXPECT_GT(captions_, 100) << "the check saw too few captions";
}
TEST_F(TextScaleTest, nothing_is_cut_in_the_kiosk) {
    for (const auto& language : catalog.languages) {
        everything("kiosk", 1280, 720, language.id, "patient");
        everything("kiosk", 1920, 1080, language.id, "patient");
    }
}

} // namespace
} // namespace dorsum::ui
