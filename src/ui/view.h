// What the panels show: a read-only projection of state, atlas and catalogue; panels emit action texts and nothing else.
#pragma once

#include "content/catalog.h"
#include "scene/curve_report.h"
#include "scene/disc_bulge.h"
#include "scene/layer_parts.h"
#include "scene/own_stroke.h"
#include "scene/safety_check.h"
#include "session/action.h"

#include <array>
#include <glm/glm.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dorsum::ui {

struct ScreenLabel {
    std::string text;
    glm::vec2 anchor_px, box_px;       // anchor on the body, top-left of the text box (already laid out without overlaps)
    glm::vec2 clear_px{0}, end_px{0};  // its line: anchor, clear, end
};

// A user's pin where it shows on the screen.
struct ScreenPin {
    std::size_t number = 1; // as the session counts them
    glm::vec2 at_px{0};
    bool hidden = false;    // behind something
};

// The grip by which a cutting plane is pushed: a point of the plane, and one that lies before it, on the side that is taken away.
struct CutGrip {
    glm::vec2 at_px{0}, tip_px{0};
    bool held = false;
};

inline std::array<float, anatomy::k_layer_count> filled_layers() {
    std::array<float, anatomy::k_layer_count> full;
    full.fill(1);
    return full;
}

// Everything a panel may read. References live for one frame.
struct UiView {
    const session::SessionState& state;
    const session::Context& context;
    session::PlanBlock plan_block;
    const content::StrokeStep* step = nullptr; // current one, where the plan may be shown
    std::vector<std::string> search_results{}; // structure ids
    std::vector<float> cobb_deg{};             // measured on the drawn vertebrae, one per curve segment
    const scene::CurveReport* curve = nullptr; // and what else is measured there; nullptr: the spine is straight
    std::vector<scene::RootContact> roots{};   // found near what stands out of the disc, nearest first
    int split_px = 0;                          // side by side: where the right picture begins; 0: one picture
    std::vector<ScreenLabel> labels{};
    std::string hovered{};                     // structure id
    glm::vec2 pointer_px{0};
    std::string status{};                      // what became of the last file, picture or body; empty: nothing to tell
    std::string file_failure{};                // why the last file was not saved or opened, where, and what to do; empty: it was
    bool can_undo = false, can_redo = false;
    float body_progress = -1;                  // 0..1 while another body is made ready; below 0: nothing to wait for
    float idle_left_s = 0;                     // kiosk: seconds until reset while warning
    std::vector<ScreenPin> pins{};
    std::optional<CutGrip> grip{};
    double section_mm2 = 0;                    // of the selected structure, where a plane cuts it
    std::optional<scene::OwnStrokeFinding> own_stroke{}; // what the stroke is like that the user drew
    std::vector<scene::RefusedStroke> refused{};         // paths of the library's stroke that are not drawn, and why
    std::vector<std::string> existing{};                 // of UiOutput::may_write
    std::array<scene::LayerParts, anatomy::k_layer_count> layer_parts{}; // what does not follow its layer's switch
    std::array<float, anatomy::k_layer_count> layers_drawn = filled_layers(); // how far each layer is seen, whatever the user set
};

struct Rect {
    float x = 0, y = 0, width = 0, height = 0;
};

// What a frame of panels gives back.
struct UiOutput {
    std::vector<std::string> actions;      // action texts in order
    std::map<std::string, Rect> widgets;   // named widget rectangles of this frame ("condition.sciatica", "plan.play"), pixels
    Rect toast;                            // where a notice stands; a width of 0: there is none
    Rect scene;                            // where the 3D picture is not covered by panels
    bool wants_pointer = false;            // pointer is over a panel
    bool wants_keys = false;               // a text field has the keyboard
    bool animating = false;                // ask for another frame
    std::string focused;                   // the widget that the keyboard is on; empty: none
    std::vector<std::string> may_write;    // files and folders that an open dialog may write: UiView::existing says which are there
    bool pin_selected = false;             // a pin is wanted on the selected structure, where it shows
};

// What a structure is called in the session's language, or in Latin where it wants that; with its side where asked.
std::string name_in_session(const session::Context& context, const session::SessionState& state, const std::string& id, bool with_side);

// "{0} of {1}" with the holes filled.
std::string fill(const std::string& text, std::initializer_list<std::string> values);

// Keys of the keyboard ("Ctrl+Shift+Z") by the names that stand on it in a language.
std::string keys_in(const content::Texts& texts, std::string_view keys);

// Size of a text in the labels' font, pixels (between ImGui frames too).
glm::vec2 measure_text(const std::string& text);

class Ui {
public:
    Ui();
    ~Ui();
    Ui(const Ui&) = delete;
    Ui& operator=(const Ui&) = delete;

    // Loads fonts (Debian packages by path; a built-in bitmap font with a warning where they are absent) at this pixel scale.
    void set_scale(float content_scale, core::Diagnostics& diagnostics);
    // Between ImGui::NewFrame and ImGui::Render, called by the app's frame.
    UiOutput draw(const UiView& view, int width, int height);

private:
    struct Impl;
    Impl* impl_;
};

} // namespace dorsum::ui
