import { createRoot } from "react-dom/client";
import "slack-blocks-to-jsx/dist/style.css";
import { App } from "./app";
import "./style/fonts.css";
import "./style/colours.css";
import "./style/page.css";
import "./style/message.css";
import "./style/kit.css";
import "./style/panel.css";

createRoot(document.getElementById("root")!).render(<App />);
