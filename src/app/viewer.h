// The program as a person meets it: events in, one turn at a time, a picture out. The same for a window and for scripts.
#pragma once

#include "app/body_loader.h"
#include "app/camera_flight.h"
#include "app/detail.h"
#include "app/gestures.h"
#include "app/workspace.h"
#include "render/offscreen.h"
#include "scene/compose.h"
#include "session/history.h"
#include "ui/imgui_host.h"
#include "ui/view.h"

namespace dorsum::app {

struct ViewerOptions {
    int width = 1280, height = 800;
    float content_scale = 1;
    std::function<bool()> input_waiting; // asked while a refined picture is drawn: input gives it up
    bool headless = false; // draws into its own offscreen picture instead of the window
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
        bool quit = false;
    };
    Turn step(double dt_s);

    // Steps at a fixed rate until nothing moves any more (at most 10 s of its clock), then the whole picture.
    render::Image settled_picture();
    render::Image picture(); // of the last turn (headless only)
    // A finer level of detail has been loaded into the workspace: upload it with the next turn.
    void level_loaded(int lod) { to_upload_.push_back(lod); }

    const session::SessionState& state() const { return history_.state(); }
    const std::map<std::string, ui::Rect>& widgets() const { return output_.widgets; }
    const scene::Frame& frame() const { return frame_; }
    // Where a structure is visible now, in pixels (the middle of what shows of it), or nothing.
    std::optional<glm::vec2> find_on_screen(const std::string& structure_id);
    bool wants_fullscreen() const;
    bool plan_allowed() const { return session::plan_block(history_.state(), context_) == session::PlanBlock::none; }
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
    void click(glm::vec2 at_px, bool twice);
    void run_clocks(double dt_s);
    void run_inertia(double dt_s);
    void follow_body(double dt_s);
    void show_new_body();
    bool advance_camera(double dt_s);
    bool animating() const;
    void draw_panels(double dt_s);
    void draw_scene(bool moving);
    bool can_reuse(scene::Frame& frame, const Detail::Choice& choice, bool moving) const;
    void carry_out(const session::Effect& effect);
    std::string structure_at(glm::vec2 px);
    void update_hover();
    void update_labels();
    ui::UiView view() const;
    float finger_px() const;

    Workspace& workspace_;
    session::History history_;
    session::Context context_;
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
    scene::Frame frame_;
    std::vector<int> to_upload_;
    BodyLoader body_loader_;
    std::string refused_body_;       // could not be made ready: not tried again until another is chosen
    double stature_age_s_ = 0;       // since the stature that is wanted now was asked for
    float stature_asked_mm_ = 0;
    std::vector<ui::ScreenLabel> labels_;
    std::string hovered_;
    std::string notice_;             // outcome of the last save, picture, export or opening
    glm::vec2 spin_deg_s_{0};        // inertia after a drag
    glm::vec2 drag_deg_{0};          // turned since the last turn, to know the speed when the drag ends
    double clock_s_ = 0, idle_s_ = 0, idle_told_s_ = 0, still_s_ = 0, flow_s_ = 0, flow_left_s_ = 0;
    int width_, height_;
    std::function<bool()> input_waiting_;
    std::string drawn_level_;        // quality in the state when the picture was drawn
    bool drawn_refined_ = false;     // it is the picture at rest
    bool dirty_ = true, hover_stale_ = false, camera_by_hand_ = false, quit_ = false, failed_before_ = false;
};

} // namespace dorsum::app
