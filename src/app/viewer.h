// The program as a person meets it: events in, one turn at a time, a picture out. The same for a window and for scripts.
#pragma once

#include "app/body_loader.h"
#include "app/camera_flight.h"
#include "app/detail.h"
#include "app/gestures.h"
#include "app/level_loader.h"
#include "app/stages.h"
#include "app/workspace.h"
#include "render/offscreen.h"
#include "scene/compose.h"
#include "scene/curve_report.h"
#include "scene/disc_bulge.h"
#include "scene/labels.h"
#include "session/history.h"
#include "ui/imgui_host.h"
#include "ui/view.h"

#include <functional>
#include <tuple>

namespace dorsum::app {

struct ViewerOptions {
    int width = 1280, height = 800;
    float content_scale = 1;
    bool headless = false; // draws into its own offscreen picture instead of the window
    // Where the body shall appear in stages, the skeleton first and then layer upon layer: asked before each further stage, once a turn,
    // whether all is there that its picture needs. Empty: the whole body at once.
    std::function<bool(int stage)> ready_for = {};
    // What the driver has compiled: the picture at rest waits for what it needs. Where that is not all, what has it go on: called once a
    // turn when the body is whole; when a rest is ready while nobody does anything, and now and then where somebody does.
    enum class Compiled { moving, resting, all };
    Compiled compiled = Compiled::all;
    std::function<Compiled()> compile_on = {};
};

class Viewer {
public:
    static core::Result<std::unique_ptr<Viewer>> make(Workspace& workspace, session::History history, render::Renderer& renderer,
                                                      const ViewerOptions& options);
    static core::Result<std::unique_ptr<Viewer>> make_headless(Workspace& workspace, session::History history,
                                                               render::Renderer& renderer, int width, int height);

    void event(const platform::Event& event);
    // One action text, as keys, menus and scripts do it; a refusal becomes the notice on screen and is returned.
    core::Status act(std::string_view text);

    struct Turn {
        bool drew = false;   // the picture changed and must be shown
        double wait_s = 1;   // how long nothing will change by itself; 0: go on at once
        bool settled = false; // all that ends by itself has: flights, fades, layout, stages. What plays on (strokes, a nerve's light, breath) may.
        bool quit = false;
    };
    Turn step(double dt_s);

    // Steps at a fixed rate until all has settled (at most 10 s of its clock), then the whole picture as it is at rest, whatever plays on.
    render::Image settled_picture();
    render::Image picture(); // of the last turn (headless only)
    // A finer level of detail, or a part of it, has been loaded: upload it with the next turn.
    void level_loaded(LevelLoader::Level level) { to_upload_.push_back(std::move(level)); }

    const session::SessionState& state() const { return history_.state(); }
    const std::map<std::string, ui::Rect>& widgets() const { return output_.widgets; }
    const scene::Frame& frame() const { return shown_.frame; }
    const scene::Frame* frame_without() const { return shown_.other ? &*shown_.other : nullptr; } // side by side: the left picture
    int split_px() const { return shown_.split_px; }                                               // and where the right one begins
    const ui::Rect& free_part() const { return output_.scene; }                                    // of the window, that no panel covers
    bool whole() const { return stage_ >= k_last_stage; } // every stage of its first appearance is over
    bool complete() const { return whole() && can_rest_; } // and the picture at rest can follow
    bool compiling() const { return compile_on_ != nullptr; }
    bool refining() const { return refine_ms_ > 0; } // the picture at rest is on its way
    const std::vector<ui::ScreenLabel>& labels() const { return labels_; }
    const std::vector<ui::ScreenPin>& pins() const { return pins_; }
    const std::optional<ui::CutGrip>& grip() const { return grip_; }
    const std::string& hovered() const { return hovered_; } // the structure that the pointer's hint names, or empty
    // Where a structure is visible now, in pixels (the middle of what shows of it), or nothing.
    std::optional<glm::vec2> find_on_screen(const std::string& structure_id);
    const std::string& notice() const { return notice_; }   // what became of the last file or body, in the session's language
    bool wants_fullscreen() const;
    bool plan_allowed() const { return session::plan_block(history_.state(), context_) == session::PlanBlock::none; }
    // What the stroke is like that the user drew, or nothing.
    const std::optional<scene::OwnStrokeFinding>& finding() const;
    const anatomy::Atlas& atlas() const { return workspace_.atlas; }
    render::Renderer& renderer() { return renderer_; }
    int width() const { return width_; }
    int height() const { return height_; }

private:
    Viewer(Workspace& workspace, session::History history, render::Renderer& renderer, const ViewerOptions& options);

    void turn(double dt_s, Turn& turn);
    void recover(const std::exception& problem); // the one catch-all's remedy: log, undo, and go on
    void gesture(const Gesture& gesture);
    void key(const platform::KeyChanged& key);
    void trace_to(glm::vec2 at_px);
    void click(glm::vec2 at_px, bool twice);
    void run_clocks(double dt_s);
    void run_stages();
    void run_compiler(bool busy, double dt_s);
    void give_back_compiler_again();
    void upload_levels();
    bool finer_levels_come() const;
    void run_inertia(double dt_s);
    bool lay_ahead(); // true where it has more to do
    void follow_body(double dt_s);
    void show_new_body();
    bool advance_camera(double dt_s);
    bool animating() const;
    void draw(double dt_s, bool moving); // both, into the window or the offscreen picture, and carries out what the panels ask for
    void draw_panels(double dt_s, bool moving);
    void draw_scene(bool moving);
    render::Image draw_to_image(const render::Quality& quality); // all that is shown, both bodies where there are two
    // What is on the screen: one body, or two side by side, the one without the condition to the left of split_px.
    struct Shown {
        scene::Frame frame;
        std::optional<scene::Frame> other;
        int split_px = 0;
        bool operator==(const Shown&) const = default;
    };
    glm::vec2 pair_shares(); // of session, kept
    Shown shown_at(int lod, const std::string& hovered);
    // One slice of the picture at rest; true when it is complete.
    bool refine(const Detail::Choice& choice);
    // Where its edges have steps, the same without is made when nobody has done anything for a while: a slice of that.
    bool smooth_wanted() const;
    bool smooth();
    bool can_reuse(Shown& shown, const Detail::Choice& choice, bool moving) const;
    void carry_out(const session::Effect& effect);
    std::string structure_at(glm::vec2 px);
    void update_hover();
    void update_marks(bool moving); // labels and pins, viewer_marks.cpp
    void place_labels(scene::Frame frame, bool moving);
    void add_mark_labels();
    void place_grip(const scene::CameraPose& camera);
    const scene::Frame& frame_at(float x_px) const { return shown_.other && x_px < static_cast<float>(shown_.split_px) ? *shown_.other : shown_.frame; }
    std::optional<std::size_t> pin_at(glm::vec2 px) const;
    void set_pin(glm::vec2 px, std::optional<std::size_t> moved = {});
    bool drag_pin(const platform::Event& event);
    std::optional<ui::CutGrip> grip_of(const scene::CameraPose& camera, float share) const;
    void push_cut(glm::vec2 to_px);
    ui::UiView view();
    void update_reports();
    float finger_px() const;

    Workspace& workspace_;
    session::History history_;
    session::Context context_, panel_context_; // the panels' one leaves open what would take a while to find out
    render::Renderer& renderer_;
    std::unique_ptr<ui::ImGuiHost> imgui_;
    ui::Ui ui_;
    ui::UiOutput output_;
    std::shared_ptr<scene::ComposeCache> cache_;
    std::unique_ptr<render::Offscreen> offscreen_;
    Gestures gestures_;
    CameraFlight flight_;
    Detail detail_;
    Detail::Choice drawn_with_;
    Shown shown_;
    std::vector<LevelLoader::Level> to_upload_;
    BodyLoader body_loader_;
    std::string refused_body_;       // could not be made ready: not tried again until another is chosen
    double stature_age_s_ = 0;       // since the stature that is wanted now was asked for
    float stature_asked_mm_ = 0;
    std::vector<glm::vec3> trace_; // of the drag that draws now
    struct FindingFor {
        std::vector<glm::vec3> points;
        std::string condition;
        anatomy::SpineCurve curve;
        int step = 0;
        session::PlanBlock block = session::PlanBlock::none;
        bool before = false;
        bool operator==(const FindingFor&) const = default;
    };
    mutable FindingFor finding_for_; // what finding_ was worked out from
    mutable std::optional<scene::OwnStrokeFinding> finding_;
    std::vector<ui::ScreenLabel> labels_;
    bool words_behind_ = false; // the body moved since its marks' words were placed
    anatomy::SpineCurve laid_for_;
    std::string report_key_;
    std::optional<scene::CurveReport> curve_report_;
    std::vector<scene::RootContact> roots_;
    scene::LabelBoard label_board_;
    scene::Frame marks_frame_; // what marks_ids_ shows
    render::IdImage marks_ids_;
    glm::vec4 marks_room_{0};
    std::tuple<bool, bool, std::string, std::vector<session::Pin>> marks_key_;
    std::vector<scene::PlacedLabel> placed_labels_;
    std::vector<ui::ScreenPin> pins_;
    std::optional<std::size_t> dragged_pin_; // its place in the state's list
    std::optional<ui::CutGrip> grip_;
    float grip_share_ = 0;           // how far aside of the plane's middle it stands, of the camera's distance
    std::optional<glm::vec2> pushed_from_px_; // the cut is being dragged
    std::string hovered_;
    std::optional<std::pair<session::SessionState, glm::vec2>> pair_shares_; // the state that they belong to
    bool file_failed_ = false;       // the notice tells why
    std::string notice_;             // outcome of the last save, picture, export or opening
    glm::vec2 spin_deg_s_{0};        // inertia after a drag
    glm::vec2 drag_deg_{0};          // turned since the last turn, to know the speed when the drag ends
    double clock_s_ = 0, idle_s_ = 0, idle_told_s_ = 0, still_s_ = 0, flow_s_ = 0, flow_left_s_ = 0;
    int width_, height_;
    double refine_ms_ = 0;           // spent on the slices of the picture at rest
    std::string drawn_level_;        // quality in the state when the picture was drawn
    bool drawn_refined_ = false;     // it is the picture at rest
    std::function<bool(int stage)> ready_for_;
    std::function<ViewerOptions::Compiled()> compile_on_;
    double since_input_s_ = 0;            // or since something last moved by itself
    double fade_s_ = 0, fade_left_s_ = 0; // of the picture at rest into the moving one's place
    double not_compiled_s_ = 0;           // since the driver was last asked for a program more
    bool can_rest_ = true; // the driver has what the picture at rest needs
    std::size_t files_held_ = 0; // in memory when the driver's compiler was last given back
    int stage_;                      // so much of the body is shown (stages.h)
    bool dirty_ = true, hover_stale_ = false, camera_by_hand_ = false, quit_ = false, failed_before_ = false;
};

} // namespace dorsum::app
