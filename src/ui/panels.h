// One function per panel; each in a file of its own name.
#pragma once

#include "ui/layout.h"
#include "ui/widgets.h"

namespace dorsum::ui {

void draw_top_bar(PanelContext& p, const Rect& rect);
void draw_search_results(PanelContext& p);
void draw_view_buttons(PanelContext& p, const Rect& rect);
void draw_legend(PanelContext& p, const Rect& rect, float most); // `most`: as high as it may be with all of its words

// The left column: chooser, card, plan.
void draw_story(PanelContext& p, const Rect& rect);
void draw_condition_chooser(PanelContext& p);
void draw_condition_strip(PanelContext& p); // small pictures of all of them, to switch
void draw_card(PanelContext& p, const content::Condition& condition);
void draw_curve_controls(PanelContext& p, const content::Condition& condition);
void draw_disc_controls(PanelContext& p);
void draw_nerve_controls(PanelContext& p);   // root by root, skin that they may feel with, ways past piriformis and how common they are
void draw_breath_controls(PanelContext& p);  // the guide to slow breathing
void draw_tension_controls(PanelContext& p, const content::Condition& condition); // what is painted
void draw_onset(PanelContext& p);            // when a strain began
void draw_evidence(PanelContext& p, const content::Condition& condition);
void draw_claims(PanelContext& p, float height); // what is often said of massage, and what may be said
void draw_emergency(PanelContext& p);            // whom to call
void draw_plan(PanelContext& p, const content::Condition& condition);
void draw_player(PanelContext& p); // timeline, controls, what comes next
void draw_posture(PanelContext& p, const content::StrokePlan& plan); // how the body lies or sits
// All kinds of stroke, the way there, and those whose names hold these words (ids).
void draw_techniques(PanelContext& p);
void draw_library_button(PanelContext& p);
std::vector<std::string> techniques_called(const PanelContext& p, const std::string& words);
// The caption under the body.
bool caption_wanted(const PanelContext& p);
float caption_height(const PanelContext& p);
void draw_caption(PanelContext& p, const Rect& rect);
void draw_own_stroke(PanelContext& p, const Rect& scene);
void draw_plan_foot(PanelContext& p, const content::Condition& condition); // why it is blocked and the way in, or the controls

// The right column: layers, and below them the structure, a quiz or what can be started.
void draw_anatomy(PanelContext& p, const Rect& rect);
void draw_anatomy_page(PanelContext& p, const Rect& rect); // both in one scrolling page
void draw_layers(PanelContext& p);
void draw_body_choice(PanelContext& p); // whose body it is, and how tall
void draw_structure(PanelContext& p);
void draw_cut(PanelContext& p);      // the plane's place and angles; nothing where nothing is cut
void draw_pin_list(PanelContext& p); // names of the user's pins; nothing where there are none
void draw_quiz(PanelContext& p);
void draw_study_starts(PanelContext& p);
bool quiz_runs(const PanelContext& p);
bool quiz_waits(const PanelContext& p); // a question is open: no name may be shown

void draw_labels(PanelContext& p, const Rect& scene);
void draw_hover_name(PanelContext& p);
void draw_split(PanelContext& p, const Rect& scene); // "without" and "with" over two pictures side by side
void draw_pins(PanelContext& p, const Rect& scene);
void draw_cut_grip(PanelContext& p, const Rect& scene);
void draw_status(PanelContext& p, const Rect& scene); // a notice of the program, else whose atlas it is
void draw_toast(PanelContext& p, const Rect& scene);
void draw_tour_caption(PanelContext& p, const Rect& scene);
void draw_idle_warning(PanelContext& p);

// The part (turns_to) that tells a dialog's first frame: its field takes the keys at once.
inline constexpr const char* k_opened = "dialog opened";
// Whatever dialog is open; true where there is one.
bool dialog_open(const PanelContext& p);
void draw_dialog(PanelContext& p);
// What scrolls between a dialog's title, begun at `begin`, and the button that closes it; the first gives the second its `top`.
float begin_dialog_page(PanelContext& p, const std::string& dialog, float height, float begin);
void end_dialog_page(PanelContext& p, const std::string& dialog, float top);
void draw_safety_screen(PanelContext& p, float height);
void draw_pin_pad(PanelContext& p);
void draw_settings(PanelContext& p, float height);
void draw_help(PanelContext& p, float height);
void draw_about(PanelContext& p, float height);
void draw_files(PanelContext& p, float height);

// A stylised back with the condition's zones, nerves and curve, as the catalogue gives them.
void draw_condition_picture(const PanelContext& p, const content::Condition& condition, ImVec2 low, ImVec2 size);
ImU32 zone_colour(int grade);
ImU32 pressure_ink(int pressure);

} // namespace dorsum::ui
